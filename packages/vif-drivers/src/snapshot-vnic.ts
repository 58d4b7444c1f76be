import { VirtualNicBackingDevice, VirtualNicDedicated, VirtualNicDetails } from '@powervm-sriov/pypowervm-ts';
import {
  noCapacity,
  type PartitionUuid,
  parseViosUuid,
  type ViosUuid,
  type VnicUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { type BackingDeviceSnapshot, deepFreeze, type VnicSnapshot } from '@powervm-sriov/sriov-core';

export interface VnicDocument {
  readonly uuid: VnicUuid;
  readonly partition: PartitionUuid;
  readonly vnic: VirtualNicDedicated;
}

/**
 * A vNIC's document as the planner knows vNICs.
 *
 * @throws PowerVmError DOCUMENT_UNEXPECTED when it lacks what names it or its devices.
 */
export function snapshotVnic({ uuid, partition, vnic }: VnicDocument): VnicSnapshot {
  const details = VirtualNicDedicated.need(vnic, 'details');
  return deepFreeze({
    uuid,
    partitionUuid: partition,
    mac: VirtualNicDetails.need(details, 'macAddress'),
    slot: vnic.virtualSlotNumber,
    vlan: VirtualNicDetails.need(details, 'portVlanId'),
    allowedVlans: details.allowedVlanIds ?? 'NONE',
    allowedMacs: details.allowedOperatingSystemMacAddresses ?? 'NONE',
    devices: vnic.backingDevices.map(snapshotBackingDevice),
  });
}

function snapshotBackingDevice(device: VirtualNicBackingDevice): BackingDeviceSnapshot {
  return {
    viosUuid: viosOf(VirtualNicBackingDevice.need(device, 'virtualIoServer')),
    adapterId: VirtualNicBackingDevice.need(device, 'sriovAdapterId'),
    portId: VirtualNicBackingDevice.need(device, 'physicalPortId'),
    // The platform reserves what is desired; older schemas tell only what the device has (sriov-rules [H]).
    capacity: device.desiredCapacity ?? device.currentCapacity ?? noCapacity,
    priority: device.failOverPriority,
    isActive: device.isActive,
    status: device.status,
  };
}

/** `.../VirtualIOServer/UUID`, with or without a query. */
function viosOf(href: string): ViosUuid {
  return parseViosUuid(href.replace(/[?#].*$/, '').replace(/^.*\//, ''));
}
