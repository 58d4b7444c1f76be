import {
  type MacAddress,
  networkOfLabel,
  type PartitionUuid,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ChangeDraft } from '../change/change-draft.ts';
import type { DeviceStep } from '../change/device-change.ts';
import type { Cordon } from '../cordon.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { judgePartition, type PartitionHindrance } from '../eligibility/judge-partition.ts';
import { findDevicePort } from '../find-port.ts';
import { findVnic } from '../find-vnic.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import type { Loss } from '../impact/impact-of.ts';
import { isSamePort } from '../is-same-port.ts';
import { placeTest } from '../place-test.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import type { Constraint } from '../vnic-plan.ts';
import type { HealMeans } from './heal-plan.ts';
import { findPartition, worksNow } from './judge-device.ts';
import { moveDevice, standbysFirst, takeOut } from './move-device.ts';
import { isConstraint, placeBeside } from './place-beside.ts';
import type { RecordedVnic } from './recorded-vnic.ts';

export interface DrainCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly place: Loss;
  readonly records: readonly RecordedVnic[];
  /** vNICs that nobody recorded: moved only when the person who drains says so. */
  readonly foreign: 'stay' | 'move';
  readonly reservations: readonly Reservation[];
  readonly cordons: readonly Cordon[];
  readonly means: HealMeans;
  /** Partitions whose migration has not finished. */
  readonly migrating: readonly PartitionUuid[];
}

/** What empties a place, vNIC by vNIC, in the order in which it is done. */
export interface DrainPlan {
  readonly place: Loss;
  readonly vnics: readonly DrainedVnic[];
}

export interface DrainedVnic {
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  readonly steps: readonly DeviceStep[];
  /** Working devices that it is left with, when there is no room elsewhere for as many as it has. */
  readonly reducedTo: number | undefined;
  /** Why devices of it stay where they are. */
  readonly stays: DrainObstacle | undefined;
}

export type DrainObstacle =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'migrating' }
  | { readonly kind: 'partition'; readonly hindrance: PartitionHindrance }
  /** The console cannot change the devices of a vNIC that is there. */
  | { readonly kind: 'devices-fixed' }
  /** No room elsewhere, and it is the last working device. */
  | { readonly kind: 'no-place'; readonly constraint: Constraint };

/** Each vNIC is planned on the host as those before it leave it, so that no two are promised one place. */
export function planDrainSteps(given: DrainCase): DrainPlan {
  const isThere = placeTest(given.snapshot, given.place);
  const touched = given.snapshot.vnics
    .filter(({ devices }) => devices.some(isThere))
    .toSorted(
      (left, right) => compare(left.mac, right.mac) || compare(left.partitionUuid, right.partitionUuid),
    );
  const vnics: DrainedVnic[] = [];
  let { snapshot } = given;
  for (const vnic of touched) {
    const { draft, stays } = drainVnic({ ...given, snapshot }, vnic, vnic.devices.filter(isThere));
    snapshot = draft.snapshot;
    vnics.push({ ...describe(vnic, draft, wantedOf(given, vnic)), stays });
  }
  return deepFreeze({ place: { ...given.place }, vnics });
}

interface Drained {
  readonly draft: ChangeDraft;
  readonly stays: DrainObstacle | undefined;
}

function drainVnic(given: DrainCase, vnic: VnicSnapshot, there: readonly BackingDeviceSnapshot[]): Drained {
  const { snapshot } = given;
  const nothing: ChangeDraft = { snapshot, vnic, steps: [] };
  const stays = findObstacle(given, vnic);
  if (stays !== undefined) return { draft: nothing, stays };
  let ended: Drained = { draft: nothing, stays: undefined };
  for (const device of standbysFirst(there)) {
    const { draft, stays: before } = ended;
    const next = drainDevice(draft, given, { device, there });
    ended = 'steps' in next ? { draft: next, stays: before } : { draft, stays: next };
  }
  return ended;
}

interface Leaving {
  readonly device: BackingDeviceSnapshot;
  readonly there: readonly BackingDeviceSnapshot[];
}

/**
 * The new device first, unless enough others work, as after a drain that was cut off; without room for one, the old one
 * goes when another works.
 */
function drainDevice(
  draft: ChangeDraft,
  given: DrainCase,
  { device, there }: Leaving,
): ChangeDraft | DrainObstacle {
  const leaving = draft.vnic.devices.filter((each) => there.some((one) => isSamePort(one, each)));
  const old = leaving.find((each) => isSamePort(each, device)) ?? device;
  const stay = draft.vnic.devices.filter((each) => !leaving.includes(each) && worksNow(each));
  if (stay.length >= wantedOf(given, draft.vnic)) return takeOut(draft, old);
  const place = placeBeside(draft, wishOf(given, draft.vnic, old), leaving);
  if (!isConstraint(place)) return moveDevice(draft, old, place);
  const others = draft.vnic.devices.filter((each) => !isSamePort(each, old) && worksNow(each));
  return others.length === 0 ? { kind: 'no-place', constraint: place } : takeOut(draft, old);
}

/** What nobody recorded is to have as many devices as it has. */
function wantedOf({ records }: DrainCase, vnic: VnicSnapshot): number {
  return recordOf(records, vnic)?.shape.redundancy ?? Number.POSITIVE_INFINITY;
}

/** Of what is recorded, the record tells the network and the share; of the rest, the device that leaves. */
function wishOf(
  { snapshot, place, records, reservations, cordons, limits, classes }: DrainCase,
  vnic: VnicSnapshot,
  device: BackingDeviceSnapshot,
) {
  const record = recordOf(records, vnic);
  const label = findDevicePort(snapshot, device)?.label ?? '';
  return {
    network: record?.network ?? networkOfLabel(label),
    capacity: record === undefined ? device.capacity : record.shape.capacity,
    maxCapacity: record?.shape.maxCapacity,
    reservations,
    limits,
    classes,
    cordons: [...cordons, { ...place, note: 'being drained' }],
  };
}

function findObstacle(
  { snapshot, records, foreign, means, migrating }: DrainCase,
  vnic: VnicSnapshot,
): DrainObstacle | undefined {
  if (foreign === 'stay' && recordOf(records, vnic) === undefined) return { kind: 'foreign' };
  const partition = findPartition(snapshot, vnic.partitionUuid);
  const hindrance = partition && judgePartition(partition);
  if (migrating.some((uuid) => sameUuid(uuid, vnic.partitionUuid))) return { kind: 'migrating' };
  if (!means.changesDevices) return { kind: 'devices-fixed' };
  return hindrance && { kind: 'partition', hindrance };
}

function recordOf(records: readonly RecordedVnic[], vnic: VnicSnapshot): RecordedVnic | undefined {
  return records.find((record) => findVnic([vnic], record) !== undefined);
}

function describe(
  { mac, partitionUuid, devices }: VnicSnapshot,
  { vnic, steps }: ChangeDraft,
  wanted: number,
): Omit<DrainedVnic, 'stays'> {
  const before = devices.filter(worksNow).length;
  const after = vnic.devices.filter(worksNow).length;
  const reducedTo = after < Math.min(before, wanted) ? after : undefined;
  return { mac, partitionUuid, steps, reducedTo };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
