import { type MacAddress, type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type Cordon, findCordon } from '../cordon.ts';
import { judgePartition, type PartitionHindrance } from '../eligibility/judge-partition.ts';
import { findDevicePort } from '../find-port.ts';
import { findVnic } from '../find-vnic.ts';
import type { BackingDeviceSnapshot, HostSnapshot } from '../host-snapshot.ts';
import type { HealPlan } from './heal-plan.ts';
import { findPartition } from './judge-device.ts';

/** Why a plan is not carried out now, though nothing is wrong with it. */
export type HealWait =
  | { readonly kind: 'migrating' }
  | { readonly kind: 'partition'; readonly hindrance: PartitionHindrance }
  | { readonly kind: 'needs-power-off' }
  | SoftWait;

/** What passes by itself, or is somebody's doing: reason enough for an automaton, not for a person who says otherwise. */
export type SoftWait =
  | { readonly kind: 'maintenance'; readonly place: string; readonly note: string }
  | { readonly kind: 'adapter-starting'; readonly location: string }
  | {
      readonly kind: 'vios-starting';
      readonly vios: string;
      readonly state: string;
      readonly rmc: string;
    };

export interface HealWaitCase {
  readonly snapshot: HostSnapshot;
  readonly plan: HealPlan;
  readonly cordons: readonly Cordon[];
  /** Partitions whose migration has not finished. */
  readonly migrating: readonly PartitionUuid[];
}

/** What hinders everybody first, then what should make an automaton wait. */
export function findHealWait(given: HealWaitCase): HealWait | undefined {
  return findHindrance(given) ?? findMaintenance(given) ?? findStarting(given);
}

export function isSoftWait(wait: HealWait): wait is SoftWait {
  return wait.kind === 'maintenance' || wait.kind === 'adapter-starting' || wait.kind === 'vios-starting';
}

function findHindrance({ snapshot, plan, migrating }: HealWaitCase): HealWait | undefined {
  if (migrating.some((uuid) => sameUuid(uuid, plan.partitionUuid))) return { kind: 'migrating' };
  const partition = findPartition(snapshot, plan.partitionUuid);
  const hindrance = partition && judgePartition(partition);
  if (plan.remedy.kind === 'replace' && partition?.state === 'running') return { kind: 'needs-power-off' };
  return hindrance && { kind: 'partition', hindrance };
}

/** A place is concerned when the vNIC has a device there; where new ones go, the planner has seen to already. */
function findMaintenance({ snapshot, plan, cordons }: HealWaitCase): HealWait | undefined {
  const whole = findCordon(cordons, { kind: 'host' });
  if (whole !== undefined) {
    return { kind: 'maintenance', place: `system ${snapshot.system.name}`, note: whole.note };
  }
  for (const device of devicesOf(snapshot, plan)) {
    const found = findMark(snapshot, device, cordons);
    if (found !== undefined) return { kind: 'maintenance', ...found };
  }
  return undefined;
}

function findMark(
  snapshot: HostSnapshot,
  device: BackingDeviceSnapshot,
  cordons: readonly Cordon[],
): { readonly place: string; readonly note: string } | undefined {
  const vios = snapshot.vioses.find(({ uuid }) => sameUuid(uuid, device.viosUuid));
  const adapter = snapshot.adapters.find(({ adapterId }) => adapterId === device.adapterId);
  const port = findDevicePort(snapshot, device);
  const marks = [
    { place: vios?.name, cordon: findCordon(cordons, { kind: 'vios', uuid: device.viosUuid }) },
    ...(adapter === undefined ? [] : [markOf(cordons, 'adapter', adapter)]),
    ...(port === undefined ? [] : [markOf(cordons, 'port', port)]),
  ];
  const [found] = marks.flatMap(({ place, cordon }) => (cordon === undefined ? [] : [{ place, cordon }]));
  return found && { place: found.place ?? device.viosUuid, note: found.cordon.note };
}

function markOf(
  cordons: readonly Cordon[],
  kind: 'adapter' | 'port',
  { location }: { readonly location: HostSnapshot['adapters'][number]['location'] },
) {
  return { place: location, cordon: findCordon(cordons, { kind, location }) };
}

/** A card that starts has no number yet, so that a device whose port is unknown may be on any that does. */
function findStarting({ snapshot, plan }: HealWaitCase): HealWait | undefined {
  const devices = devicesOf(snapshot, plan);
  const starting = snapshot.adapters.find(
    ({ state, adapterId }) =>
      state === 'Initializing' &&
      (adapterId === undefined || devices.some((device) => device.adapterId === adapterId)),
  );
  if (starting !== undefined) return { kind: 'adapter-starting', location: starting.location };
  const vios = snapshot.vioses
    .filter(({ uuid }) => devices.some(({ viosUuid }) => sameUuid(uuid, viosUuid)))
    .find(({ state, rmc, isManagementPartition }) =>
      state === 'running' ? rmc !== 'active' && !isManagementPartition : state !== 'not activated',
    );
  return vios && { kind: 'vios-starting', vios: vios.name, state: vios.state, rmc: vios.rmc };
}

function devicesOf(
  snapshot: HostSnapshot,
  { mac, partitionUuid: partition }: { readonly mac: MacAddress; readonly partitionUuid: PartitionUuid },
): readonly BackingDeviceSnapshot[] {
  return findVnic(snapshot.vnics, { mac, partition })?.devices ?? [];
}
