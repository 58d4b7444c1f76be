import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { isSamePort, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { type DeviceEdit, findDevice, isDone } from './device-edit.ts';

/**
 * The steps that the vNIC still needs, each judged by what those before it make of the vNIC: the port that one step
 * frees is taken by another when no port is spare.
 */
export function stepsDue(vnic: VnicSnapshot, steps: readonly DeviceEdit[]): readonly DeviceEdit[] {
  let now = vnic;
  return steps.filter((step, index) => {
    if (isDone(now, step) || isReplaced(now, step, steps.slice(index + 1))) return false;
    now = afterStep(now, step);
    return true;
  });
}

/** The device on the port is the new one already; its place in the order of failover may have changed since. */
function isReplaced(vnic: VnicSnapshot, step: DeviceEdit, later: readonly DeviceEdit[]): boolean {
  const there = findDevice(vnic, step.device);
  const successor = later.find((each) => each.kind === 'add' && isSamePort(each.device, step.device));
  if (step.kind !== 'remove' || there === undefined || successor?.kind !== 'add') return false;
  const { capacity, maxCapacity, viosUuid } = successor.device;
  // Which ceiling a device has no snapshot shows.
  const isSame = capacity === there.capacity && sameUuid(viosUuid, there.viosUuid);
  return maxCapacity === undefined && isSame;
}

function afterStep(vnic: VnicSnapshot, step: DeviceEdit): VnicSnapshot {
  const { devices } = vnic;
  const isMeant = (device: VnicSnapshot['devices'][number]): boolean => isSamePort(device, step.device);
  switch (step.kind) {
    case 'add':
      return { ...vnic, devices: [...devices, { ...step.device, isActive: false, status: undefined }] };
    case 'remove':
      return { ...vnic, devices: devices.filter((device) => !isMeant(device)) };
    case 'activate':
      return { ...vnic, devices: devices.map((device) => ({ ...device, isActive: isMeant(device) })) };
    case 'set-priority': {
      const { priority } = step;
      return {
        ...vnic,
        devices: devices.map((device) => (isMeant(device) ? { ...device, priority } : device)),
      };
    }
  }
}
