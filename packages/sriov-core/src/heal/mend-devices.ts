import { type ChangeDraft, draftActivating, draftAdding } from '../change/change-draft.ts';
import { leastUseful } from '../change/least-useful.ts';
import type { BackingDeviceSnapshot } from '../host-snapshot.ts';
import type { HealObstacle } from './heal-plan.ts';
import { findPartition, judgeDevice } from './judge-device.ts';
import { moveDevice, standbysFirst, takeOut } from './move-device.ts';
import { type DeviceWish, isConstraint, placeBeside } from './place-beside.ts';
import { spreadShared } from './spread-shared.ts';

/** How far the devices of a vNIC can be mended, and what is in the way of the rest. */
export interface Mended {
  readonly draft: ChangeDraft;
  readonly obstacle: HealObstacle | undefined;
}

export interface MendCase extends DeviceWish {
  readonly redundancy: number;
  readonly activates: boolean;
}

/** Dead and stray devices are replaced, missing ones added, surplus ones removed, shared adapters and VIOSes left where others can be had. */
export function mendDevices(draft: ChangeDraft, given: MendCase): Mended {
  const treatments = [replaceDefective, addMissing, removeSurplus, spread, returnTraffic];
  return treatments.reduce<Mended>(
    (before, treat) => {
      const { draft: after, obstacle } = treat(before.draft, given);
      return { draft: after, obstacle: before.obstacle ?? obstacle };
    },
    { draft, obstacle: undefined },
  );
}

/** Standbys first. One that the vNIC does not need goes without a successor; one without a place for its successor stays. */
function replaceDefective(draft: ChangeDraft, given: MendCase): Mended {
  let ended: Mended = { draft, obstacle: undefined };
  for (const device of standbysFirst(defectiveDevices(draft, given))) {
    const { draft: before } = ended;
    const sound = before.vnic.devices.length - defectiveDevices(before, given).length;
    if (sound >= given.redundancy) {
      ended = { ...ended, draft: takeOut(before, device) };
      continue;
    }
    const leaving = defectiveDevices(before, given);
    const place = placeBeside(before, given, leaving);
    ended = isConstraint(place)
      ? { draft: before, obstacle: { kind: 'no-place', constraint: place } }
      : { ...ended, draft: moveDevice(before, device, place) };
  }
  return ended;
}

function defectiveDevices(
  { snapshot, vnic }: ChangeDraft,
  { network }: MendCase,
): readonly BackingDeviceSnapshot[] {
  const partition = findPartition(snapshot, vnic.partitionUuid);
  return vnic.devices.filter((device) => judgeDevice(device, { snapshot, partition, network }) !== undefined);
}

function addMissing(draft: ChangeDraft, given: MendCase): Mended {
  let ended = draft;
  while (ended.vnic.devices.length < given.redundancy) {
    const place = placeBeside(ended, given);
    if (isConstraint(place)) return { draft: ended, obstacle: { kind: 'no-place', constraint: place } };
    ended = draftAdding(ended, place, undefined);
  }
  return { draft: ended, obstacle: undefined };
}

/** Those first for whose successors there was no place. */
function removeSurplus(draft: ChangeDraft, given: MendCase): Mended {
  let ended = draft;
  while (ended.vnic.devices.length > given.redundancy) {
    const victim = leastUseful(defectiveDevices(ended, given)) ?? leastUseful(ended.vnic.devices);
    if (victim === undefined) break;
    ended = takeOut(ended, victim);
  }
  return { draft: ended, obstacle: undefined };
}

function spread(draft: ChangeDraft, given: MendCase): Mended {
  return { draft: spreadShared(draft, given), obstacle: undefined };
}

/** Where the platform has not failed back by itself, it only does so by hand. */
function returnTraffic(draft: ChangeDraft, { activates }: MendCase): Mended {
  const [best, ...rest] = draft.vnic.devices
    .filter(({ status, priority }) => status === 'OPERATIONAL' && priority !== undefined)
    .toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0));
  const active = rest.find(({ isActive }) => isActive === true);
  if (best === undefined || active === undefined || active.priority === best.priority) {
    return { draft, obstacle: undefined };
  }
  if (!activates) return { draft, obstacle: { kind: 'cannot-activate' } };
  return { draft: draftActivating(draft, best), obstacle: undefined };
}
