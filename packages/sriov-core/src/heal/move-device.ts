import { type FailoverPriority, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type ChangeDraft, draftAdding, draftRemoving, inPlace } from '../change/change-draft.ts';
import type { BackingDeviceSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { isSamePort } from '../is-same-port.ts';
import type { PlannedDevice } from '../vnic-plan.ts';
import { worksNow } from './judge-device.ts';

/** The new device first, right behind the old one in the order of failover; then the traffic; then the old one goes. */
export function moveDevice(
  draft: ChangeDraft,
  old: BackingDeviceSnapshot,
  place: PlannedDevice,
): ChangeDraft {
  return takeOut(draftAdding(draft, place, old), old);
}

/**
 * Ranks a working device that carries the traffic behind all others before it goes: the platform then fails over by
 * itself, its failback setting stays as it is, and that works on every console, as activation does not (sriov-rules [H]).
 */
export function takeOut(draft: ChangeDraft, device: BackingDeviceSnapshot): ChangeDraft {
  const carries = device.isActive === true && worksNow(device);
  const leaving = carries ? draftDemoting(draft, device) : draft;
  const found = leaving.vnic.devices.find((each) => isSamePort(each, device));
  return draftRemoving(leaving, found ?? device);
}

/** Unchanged where no device works that could take over, or no priority is left behind the others. */
export function draftDemoting(draft: ChangeDraft, device: BackingDeviceSnapshot): ChangeDraft {
  const others = draft.vnic.devices.filter((each) => !isSamePort(each, device));
  const heirs = others.filter((each) => worksNow(each) && each.priority !== undefined);
  const [heir] = heirs.toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0));
  const priority = lastPriority(draft.vnic);
  if (heir === undefined || device.priority === undefined || priority === undefined) return draft;
  if (device.priority > (heir.priority ?? 0)) return draft;
  const devices = draft.vnic.devices.map((each) => ({
    ...each,
    ...(isSamePort(each, device) ? { priority } : {}),
    isActive: isSamePort(each, heir),
  }));
  return {
    snapshot: draft.snapshot,
    vnic: { ...draft.vnic, devices },
    steps: [...draft.steps, { kind: 'set-priority', device: inPlace(device, draft.snapshot), priority }],
  };
}

/** The traffic moves last, and so once. */
export function standbysFirst(devices: readonly BackingDeviceSnapshot[]): readonly BackingDeviceSnapshot[] {
  return devices.toSorted((left, right) => Number(left.isActive === true) - Number(right.isActive === true));
}

/** A free one behind those of all devices. */
function lastPriority({ devices }: VnicSnapshot): FailoverPriority | undefined {
  const last = Math.max(0, ...devices.flatMap(({ priority }) => priority ?? []));
  const rounded = Math.ceil((last + 1) / 10) * 10;
  if (rounded <= 100) return parseFailoverPriority(rounded);
  return last < 100 ? parseFailoverPriority(last + 1) : undefined;
}
