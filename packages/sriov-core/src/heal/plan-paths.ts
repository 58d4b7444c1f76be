import type { FailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type ChangeDraft, draftActivating, inPlace } from '../change/change-draft.ts';
import type { DeviceStep } from '../change/device-change.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import type { Loss } from '../impact/impact-of.ts';
import { placeTest } from '../place-test.ts';
import { worksNow } from './judge-device.ts';
import { draftDemoting } from './move-device.ts';

/**
 * Ranks the devices at a place behind the others, so that the platform moves the traffic away by itself and back no
 * sooner than their priorities return: that works on every console and removes nothing. None when nothing else works.
 */
export function planPathsAway(
  snapshot: HostSnapshot,
  vnic: VnicSnapshot,
  place: Loss,
): readonly DeviceStep[] {
  const isThere = placeTest(snapshot, place);
  const elsewhere = vnic.devices.filter((device) => !isThere(device) && worksNow(device));
  if (elsewhere.length === 0) return [];
  const best = Math.min(...elsewhere.map(rankOf));
  const first = vnic.devices
    .filter((device) => isThere(device) && rankOf(device) < best)
    .toSorted((left, right) => rankOf(left) - rankOf(right));
  const nothing: ChangeDraft = { snapshot, vnic, steps: [] };
  return deepFreeze(first.reduce(draftDemoting, nothing).steps);
}

/** Gives each device the priority that is recorded, in the order of the devices; none when they are not as many any more. */
export function planPathsBack(
  snapshot: HostSnapshot,
  vnic: VnicSnapshot,
  priorities: readonly FailoverPriority[],
): readonly DeviceStep[] {
  if (priorities.length !== vnic.devices.length) return [];
  const due = vnic.devices.flatMap((device, index) => {
    const priority = priorities[index];
    return priority === undefined || device.priority === undefined || device.priority === priority
      ? []
      : [{ device, priority }];
  });
  return deepFreeze(
    due
      .toSorted((left, right) => right.priority - left.priority)
      .map(({ device, priority }) => ({ kind: 'set-priority', device: inPlace(device, snapshot), priority })),
  );
}

/** For platforms that do not fail back by themselves. */
export function planActivation(snapshot: HostSnapshot, vnic: VnicSnapshot): readonly DeviceStep[] {
  const [best] = vnic.devices
    .filter(({ status, priority }) => status === 'OPERATIONAL' && priority !== undefined)
    .toSorted((left, right) => rankOf(left) - rankOf(right));
  if (best === undefined || best.isActive !== false) return [];
  return deepFreeze(draftActivating({ snapshot, vnic, steps: [] }, best).steps);
}

function rankOf({ priority }: BackingDeviceSnapshot): number {
  return priority ?? 0;
}
