import { type FailoverPriority, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import { countDevices } from '../count-devices.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { isSamePort } from '../is-same-port.ts';
import { nameDevice } from '../name-device.ts';
import type { PlannedDevice } from '../vnic-plan.ts';
import type { DeviceInPlace, DeviceStep } from './device-change.ts';

/** The steps so far, and the host as it will be after them. */
export interface ChangeDraft {
  readonly snapshot: HostSnapshot;
  readonly vnic: VnicSnapshot;
  readonly steps: readonly DeviceStep[];
}

/** Before another device, so that the order of failover stays, or after all when there is no other. */
export function draftAdding(
  draft: ChangeDraft,
  { why: _, ...planned }: PlannedDevice,
  after: BackingDeviceSnapshot | undefined,
): ChangeDraft {
  const device = { ...planned, priority: freePriority(draft.vnic, after) };
  const { adapterId, portId, viosUuid, capacity, priority } = device;
  const there: BackingDeviceSnapshot = {
    ...{ adapterId, portId, viosUuid, capacity, priority },
    isActive: false,
    status: 'OPERATIONAL',
  };
  const devices = [...draft.vnic.devices, there];
  return redraft(draft, devices, countDevices(draft.snapshot.adapters, [there], 'added'), {
    kind: 'add',
    device,
  });
}

export function draftRemoving(draft: ChangeDraft, device: BackingDeviceSnapshot): ChangeDraft {
  const devices = draft.vnic.devices.filter((each) => !isSamePort(each, device));
  const adapters = countDevices(draft.snapshot.adapters, [device], 'removed');
  return redraft(draft, devices, adapters, { kind: 'remove', device: inPlace(device, draft.snapshot) });
}

export function draftActivating(draft: ChangeDraft, device: BackingDeviceSnapshot): ChangeDraft {
  const devices = draft.vnic.devices.map((each) => ({ ...each, isActive: isSamePort(each, device) }));
  const step: DeviceStep = { kind: 'activate', device: inPlace(device, draft.snapshot) };
  return redraft(draft, devices, draft.snapshot.adapters, step);
}

export function inPlace(device: BackingDeviceSnapshot, snapshot: HostSnapshot): DeviceInPlace {
  const { adapterId, portId, viosUuid } = device;
  return { adapterId, portId, viosUuid, name: nameDevice(device, snapshot) };
}

function redraft(
  { snapshot, vnic, steps }: ChangeDraft,
  devices: readonly BackingDeviceSnapshot[],
  adapters: HostSnapshot['adapters'],
  step: DeviceStep,
): ChangeDraft {
  const changed = { ...vnic, devices };
  const vnics = snapshot.vnics.map((each) => (each.mac === vnic.mac ? changed : each));
  return { snapshot: { ...snapshot, adapters, vnics }, vnic: changed, steps: [...steps, step] };
}

/** The next free one after the given device, wrapping round: priorities are spaced, so there is one in between. */
function freePriority({ devices }: VnicSnapshot, after: BackingDeviceSnapshot | undefined): FailoverPriority {
  const taken = new Set<number>(devices.flatMap(({ priority }) => priority ?? []));
  const last = Math.max(0, ...taken);
  const first = after?.priority === undefined ? Math.ceil((last + 1) / 10) * 10 : after.priority + 1;
  for (let tried = 0; tried < 100; tried++) {
    const priority = ((first + tried - 1) % 100) + 1;
    if (!taken.has(priority)) return parseFailoverPriority(priority);
  }
  return parseFailoverPriority(last);
}
