import type {
  Capacity,
  FailoverPriority,
  PhysicalPortId,
  SriovAdapterId,
  ViosUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDeviceSnapshot, VnicSnapshot } from '@powervm-sriov/sriov-core';

/** Names a backing device within its vNIC, which has at most one on a physical port (sriov-rules [R]). */
export interface DevicePlace {
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
}

/** A planned device, as far as the platform needs it. */
export interface NewDevice extends DevicePlace {
  readonly viosUuid: ViosUuid;
  readonly capacity: Capacity;
  readonly maxCapacity: Capacity | undefined;
  readonly priority: FailoverPriority;
}

export type DeviceChange =
  | { readonly kind: 'add'; readonly device: NewDevice }
  | { readonly kind: 'remove'; readonly place: DevicePlace }
  | { readonly kind: 'set-priority'; readonly place: DevicePlace; readonly priority: FailoverPriority };

export function findDevice({ devices }: VnicSnapshot, place: DevicePlace): BackingDeviceSnapshot | undefined {
  return devices.find(({ adapterId, portId }) => adapterId === place.adapterId && portId === place.portId);
}

/** Whether the vNIC is already as the change wants it. */
export function isDone(vnic: VnicSnapshot, change: DeviceChange): boolean {
  switch (change.kind) {
    case 'add':
      return findDevice(vnic, change.device) !== undefined;
    case 'remove':
      return findDevice(vnic, change.place) === undefined;
    case 'set-priority':
      return findDevice(vnic, change.place)?.priority === change.priority;
  }
}

export function describePlace({ adapterId, portId }: DevicePlace): string {
  return `port ${portId} of adapter ${adapterId}`;
}
