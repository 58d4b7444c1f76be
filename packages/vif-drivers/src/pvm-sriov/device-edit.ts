import type { Capacity, FailoverPriority, ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type BackingDeviceSnapshot,
  type DeviceOnPort,
  isSamePort,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';

/** A planned device, as far as the platform needs it. */
export interface NewDevice extends DeviceOnPort {
  readonly viosUuid: ViosUuid;
  readonly capacity: Capacity;
  readonly maxCapacity: Capacity | undefined;
  readonly priority: FailoverPriority;
}

/** One step of a plan for the devices of a vNIC. A vNIC has at most one device on a port, which names it (sriov-rules [R]). */
export type DeviceEdit =
  | { readonly kind: 'add'; readonly device: NewDevice }
  | { readonly kind: 'remove' | 'activate'; readonly device: DeviceOnPort }
  | { readonly kind: 'set-priority'; readonly device: DeviceOnPort; readonly priority: FailoverPriority };

export function findDevice(
  { devices }: VnicSnapshot,
  wanted: DeviceOnPort,
): BackingDeviceSnapshot | undefined {
  return devices.find((device) => isSamePort(device, wanted));
}

/** Whether the vNIC is already as the step wants it. */
export function isDone(vnic: VnicSnapshot, edit: DeviceEdit): boolean {
  const found = findDevice(vnic, edit.device);
  switch (edit.kind) {
    case 'add':
      return found !== undefined;
    case 'remove':
      return found === undefined;
    case 'activate':
      return found?.isActive === true;
    case 'set-priority':
      return found?.priority === edit.priority;
  }
}

export function describeDevice({ adapterId, portId }: DeviceOnPort): string {
  return `port ${portId} of adapter ${adapterId}`;
}
