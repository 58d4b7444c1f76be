import { type NewVnic, virtualIoServerHref } from '@powervm-sriov/pypowervm-ts';
import type { Planned } from '@powervm-sriov/sriov-core';
import type { VifHost } from '../vif-host.ts';

/** The plan as the element that creates it. Nothing is decided here; the slot is the console's to pick. */
export function vnicOfPlan({ vnic, devices }: Planned, { session, system }: VifHost): NewVnic {
  return {
    details: {
      portVlanId: vnic.vlan,
      allowedVlanIds: vnic.allowedVlans,
      macAddress: vnic.mac,
      allowedOperatingSystemMacAddresses: vnic.allowedMacs,
    },
    backingDevices: devices.map((device) => ({
      deviceType: 'SRIOV',
      virtualIoServer: virtualIoServerHref(session, system, device.viosUuid),
      failOverPriority: device.priority,
      sriovAdapterId: device.adapterId,
      currentCapacity: device.capacity,
      maxCapacity: device.maxCapacity,
      physicalPortId: device.portId,
    })),
  };
}
