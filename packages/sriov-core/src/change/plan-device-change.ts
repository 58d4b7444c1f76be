import type { Capacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '../cordon.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { isSamePort } from '../is-same-port.ts';
import { placeDevices } from '../placement/place-devices.ts';
import { planDevice } from '../placement/plan-device.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import { tallyUse } from '../tally-use.ts';
import type { PlannedDevice } from '../vnic-plan.ts';
import { type ChangeDraft, draftActivating, draftAdding, draftRemoving, inPlace } from './change-draft.ts';
import type { DeviceChange, DeviceChangeObstacle, DeviceChangePlan, NoRoom } from './device-change.ts';
import { leastUseful } from './least-useful.ts';

export interface DeviceChangeCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly vnic: VnicSnapshot;
  /** The network that the vNIC is wanted on. */
  readonly network: string;
  readonly change: DeviceChange;
  readonly reservations: readonly Reservation[];
  readonly cordons?: readonly Cordon[];
}

/**
 * The steps from the devices that a vNIC has to those that are wanted. Only the priority of a live device changes in
 * place; everything else is done by adding a device, activating it and removing the old one (sriov-rules [H]), so that
 * traffic goes on wherever a port is left for that. Whether the partition lets itself be changed now is for
 * judgePartition to say.
 */
export function planDeviceChange(given: DeviceChangeCase): DeviceChangePlan {
  const { snapshot, vnic, change } = given;
  const draft: ChangeDraft = { snapshot, vnic, steps: [] };
  const ended = draftChange(draft, given, change);
  const { mac, partitionUuid } = vnic;
  if ('kind' in ended) return deepFreeze({ feasible: false, mac, obstacle: ended });
  return deepFreeze({
    feasible: true,
    mac,
    partitionUuid,
    steps: ended.steps,
    exposedTo: findExposure(vnic.devices.length, ended),
  });
}

type Drafted = ChangeDraft | DeviceChangeObstacle;

function draftChange(draft: ChangeDraft, given: DeviceChangeCase, change: DeviceChange): Drafted {
  switch (change.kind) {
    case 'redundancy':
      return draftRedundancy(draft, given, change);
    case 'remove': {
      const device = draft.vnic.devices.find((each) => isSamePort(each, change.device));
      if (device === undefined) return { kind: 'no-such-device' };
      return removeSafely(draft, device) ?? { kind: 'last-device' };
    }
    case 'capacity':
      return draftCapacity(draft, given, change);
    case 'priority':
      return draftPriority(draft, change);
  }
}

function draftRedundancy(
  draft: ChangeDraft,
  given: DeviceChangeCase,
  change: DeviceChange & { kind: 'redundancy' },
): Drafted {
  const { redundancy } = change;
  if (redundancy < 1) return { kind: 'last-device' };
  const missing = redundancy - draft.vnic.devices.length;
  if (missing > 0) {
    const found = findPlaces(draft, given, { ...change, redundancy: missing });
    if ('constraint' in found) return { kind: 'no-place', ...found, alone: false };
    return found.reduce((before, device) => draftAdding(before, device, undefined), draft);
  }
  let ended = draft;
  while (ended.vnic.devices.length > redundancy) {
    const victim = leastUseful(ended.vnic.devices);
    const next = victim && removeSafely(ended, victim);
    if (next === undefined) return { kind: 'last-device' };
    ended = next;
  }
  return ended;
}

/** A ceiling is not in a snapshot, so asking for one replaces every device. Standbys first: the traffic moves once, and onto a device that has its new share already. */
function draftCapacity(
  draft: ChangeDraft,
  given: DeviceChangeCase,
  change: DeviceChange & { kind: 'capacity' },
): Drafted {
  const outdated = draft.vnic.devices
    .filter(({ capacity }) => capacity !== change.capacity || change.maxCapacity !== undefined)
    .toSorted((left, right) => Number(left.isActive === true) - Number(right.isActive === true));
  let ended = draft;
  for (const device of outdated) {
    const next = replace(ended, given, device, change);
    if ('kind' in next) return next;
    ended = next;
  }
  return ended;
}

/** With the new device first where a port is left for it, else with the old one out first. */
function replace(
  draft: ChangeDraft,
  given: DeviceChangeCase,
  old: BackingDeviceSnapshot,
  share: { readonly capacity: Capacity; readonly maxCapacity?: Capacity | undefined },
): Drafted {
  const wanted = { redundancy: 1, ...share };
  const spare = findPlaces(draft, given, wanted, [old]);
  if (!('constraint' in spare)) {
    const added = spare.reduce((before, device) => draftAdding(before, device, old), draft);
    const fresh = added.vnic.devices.at(-1);
    const active = old.isActive === true && fresh !== undefined ? draftActivating(added, fresh) : added;
    return draftRemoving(active, old);
  }
  const without = removeSafely(draft, old);
  if (without === undefined) return { kind: 'no-place', ...spare, alone: true };
  const freed = findPlaces(without, given, wanted);
  if ('constraint' in freed) return { kind: 'no-place', ...freed, alone: false };
  return freed.reduce((before, device) => draftAdding(before, device, old), without);
}

/** Moves the traffic away first; the last device stays. */
function removeSafely(draft: ChangeDraft, device: BackingDeviceSnapshot): ChangeDraft | undefined {
  const others = draft.vnic.devices.filter((each) => !isSamePort(each, device));
  const heir = others
    .filter(({ status }) => status === undefined || status === 'OPERATIONAL')
    .toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0))[0];
  if (others.length === 0) return undefined;
  const handsOver = device.isActive === true && heir !== undefined;
  return draftRemoving(handsOver ? draftActivating(draft, heir) : draft, device);
}

function draftPriority(draft: ChangeDraft, change: DeviceChange & { kind: 'priority' }): Drafted {
  const { snapshot, vnic, steps } = draft;
  const { priority } = change;
  const device = vnic.devices.find((each) => isSamePort(each, change.device));
  if (device === undefined) return { kind: 'no-such-device' };
  if (device.priority === undefined) return { kind: 'no-priorities' };
  if (device.priority === priority) return draft;
  const holder = vnic.devices.find((each) => each.priority === priority);
  const { name: by } = inPlace(holder ?? device, snapshot);
  if (holder !== undefined) return { kind: 'priority-taken', priority, by };
  return {
    ...draft,
    steps: [...steps, { kind: 'set-priority', device: inPlace(device, snapshot), priority }],
  };
}

interface WantedDevices {
  readonly redundancy: number;
  readonly capacity?: Capacity | undefined;
  readonly maxCapacity?: Capacity | undefined;
}

/** Where further devices of the vNIC fit, beside those that it has. */
function findPlaces(
  { snapshot, vnic }: ChangeDraft,
  { network, reservations, cordons = [], limits, classes }: DeviceChangeCase,
  { redundancy, capacity, maxCapacity }: WantedDevices,
  leaving: readonly BackingDeviceSnapshot[] = [],
): readonly PlannedDevice[] | NoRoom {
  const { vlan, devices } = vnic;
  const beside = devices.filter((device) => !leaving.includes(device));
  const request = { network, redundancy, redundancyPolicy: 'strict', capacity, maxCapacity, vlan } as const;
  const tally = tallyUse(snapshot, reservations);
  const { paths, constraint, adapters } = placeDevices({
    ...{ snapshot, request, tally, cordons, limits, classes, beside, leaving },
  });
  if (constraint === undefined) return paths.map((path) => planDevice(path, request));
  const refusedPorts = adapters
    .flatMap((adapter) => adapter.refusedPorts)
    .filter(({ reasons }) => reasons.every(({ kind }) => kind !== 'label-differs'));
  return { constraint, refusedPorts };
}

function findExposure(before: number, { steps, vnic }: ChangeDraft): number | undefined {
  let devices = before;
  let fewest = before;
  for (const { kind } of steps) {
    devices += kind === 'add' ? 1 : kind === 'remove' ? -1 : 0;
    fewest = Math.min(fewest, devices);
  }
  return fewest < Math.min(before, vnic.devices.length) ? fewest : undefined;
}
