import { type NewVnic, virtualIoServerHref } from '@powervm-sriov/pypowervm-ts';
import type { SlotNumber } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Planned } from '@powervm-sriov/sriov-core';
import type { VifHost } from '../vif-host.ts';

/** The plan as the element that creates it. Nothing is decided here; without a slot the console picks one. */
export function vnicOfPlan(
  { session, system }: VifHost,
  { vnic, devices }: Planned,
  slot: SlotNumber | undefined,
): NewVnic {
  return {
    ...(slot === undefined ? {} : { virtualSlotNumber: slot }),
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
