import {
  type MacAddress,
  type PartitionUuid,
  type SlotNumber,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { deepFreeze } from '../deep-freeze.ts';
import type { HostSnapshot, PartitionSnapshot } from '../host-snapshot.ts';
import type { MigrationEnd, MigrationObstacle } from './migration-obstacle.ts';
import type { MigrationForecast } from './predict-migration.ts';

/** One system of a migration. A figure that its documents do not tell is `undefined`, and nothing is made of it. */
export interface MigrationSide {
  readonly snapshot: HostSnapshot;
  readonly activeMobility: boolean;
  readonly memoryRegionSize: number | undefined;
  /** Of processors, as partitions may use them: `POWER9`, ... */
  readonly compatibilityModes: readonly string[];
  readonly activeMigrations: { readonly inProgress: number; readonly maximum: number } | undefined;
  /** Running VIOSes that move the memory of partitions. */
  readonly movers: number;
  /** Megabytes. */
  readonly availableMemory: number | undefined;
  /** Processing units. */
  readonly availableProcessors: number | undefined;
}

export interface MovingPartition {
  readonly snapshot: PartitionSnapshot;
  readonly compatibilityMode: string | undefined;
  /** Its memory and processors can be changed while it runs. */
  readonly dynamicResources: boolean;
  /** Virtual functions of its own, not behind a vNIC. */
  readonly directLogicalPorts: number;
  readonly resources: PartitionResources;
}

/** What the partition takes of the system; undefined where its document does not tell. */
export interface PartitionResources {
  readonly memory: number | undefined;
  readonly processors: number | undefined;
}

export interface LiveMigrationCase {
  readonly source: MigrationSide;
  readonly target: MigrationSide;
  readonly partition: MovingPartition;
  readonly forecast: MigrationForecast;
  /** Fewer devices for a vNIC are accepted. */
  readonly allowReduced: boolean;
}

/**
 * Everything that stands against a live migration, as the documents of both systems tell it; nothing when it may
 * start. The general rules are those of nova-powervm's live_migration.py and pypowervm's can_lpm [R]; the vNICs, which
 * those did not look at, are judged by what they would find on the target.
 */
export function judgeLiveMigration(given: LiveMigrationCase): readonly MigrationObstacle[] {
  const { source, target, partition } = given;
  if (sameUuid(source.snapshot.system.uuid, target.snapshot.system.uuid)) return [{ kind: 'same-system' }];
  return deepFreeze([
    ...judgeSource(source, partition),
    ...judgeEnd('target', target),
    ...judgeMemoryRegion(source, target),
    ...judgeCompatibility(partition, target),
    ...judgeTarget({ ...given, ...partition.snapshot, resources: partition.resources }),
  ]);
}

/** As much of it as the source alone can tell. */
export function judgeSource(source: MigrationSide, partition: MovingPartition): readonly MigrationObstacle[] {
  return deepFreeze([...judgeEnd('source', source), ...judgeLive(partition)]);
}

/** Of a partition that is taken down and built elsewhere, the source has less to say. */
export function judgeDeparture(
  source: MigrationSide,
  { snapshot: { migrationState }, directLogicalPorts }: MovingPartition,
): readonly MigrationObstacle[] {
  return deepFreeze([
    ...judgeMaster('source', source.snapshot),
    ...judgeRest(migrationState),
    ...judgeHardware(directLogicalPorts),
  ]);
}

export interface RebuildJudgement extends TargetCase {
  /** Where the vNICs were, and are to be again. */
  readonly slots: readonly { readonly mac: MacAddress; readonly slot: SlotNumber | undefined }[];
  readonly maximumVirtualSlots: number;
}

/** Everything that stands against building the partition on the target from what is recorded of it. */
export function judgeRebuild(given: RebuildJudgement): readonly MigrationObstacle[] {
  return deepFreeze([
    ...judgeMaster('target', given.target.snapshot),
    ...judgeTarget(given),
    ...judgeSlots(given),
  ]);
}

interface TargetCase {
  readonly target: MigrationSide;
  readonly uuid: PartitionUuid;
  readonly name: string;
  readonly resources: PartitionResources;
  readonly forecast: MigrationForecast;
  readonly allowReduced: boolean;
}

function judgeTarget(given: TargetCase): readonly MigrationObstacle[] {
  const { target, forecast, allowReduced } = given;
  const isShort = forecast.outcome === 'refused' || (forecast.outcome === 'reduced' && !allowReduced);
  return [
    ...judgeIdentity(given),
    ...judgeResources(given.resources, target),
    ...(isShort ? [{ kind: 'vnics-short', forecast } as const] : []),
  ];
}

/** Slots are counted from 0, so the maximum is not one of them. */
function judgeSlots({ slots, maximumVirtualSlots: maximum }: RebuildJudgement): readonly MigrationObstacle[] {
  return slots.flatMap(({ mac, slot }) =>
    slot === undefined || slot < maximum ? [] : [{ kind: 'slot-beyond', mac, slot, maximum } as const],
  );
}

/** Writes are refused where the other kind of console is the management master (sriov-rules [R]). */
function judgeMaster(end: MigrationEnd, { system }: HostSnapshot): readonly MigrationObstacle[] {
  return system.consoleIsMaster ? [] : [{ kind: 'not-master', end }];
}

function judgeEnd(end: MigrationEnd, side: MigrationSide): readonly MigrationObstacle[] {
  const { activeMobility, activeMigrations, movers, snapshot } = side;
  const found: MigrationObstacle[] = [...judgeMaster(end, snapshot)];
  if (!activeMobility) found.push({ kind: 'no-mobility', end });
  if (activeMigrations !== undefined && activeMigrations.inProgress >= activeMigrations.maximum)
    found.push({ kind: 'migrations-full', end, ...activeMigrations });
  if (movers === 0) found.push({ kind: 'no-mover', end });
  return found;
}

function judgeMemoryRegion(source: MigrationSide, target: MigrationSide): readonly MigrationObstacle[] {
  const [from, to] = [source.memoryRegionSize, target.memoryRegionSize];
  if (from === undefined || to === undefined || from === to) return [];
  return [{ kind: 'memory-region', source: from, target: to }];
}

function judgeLive(partition: MovingPartition): readonly MigrationObstacle[] {
  const { snapshot, directLogicalPorts } = partition;
  const { state, rmc, migrationState } = snapshot;
  const found: MigrationObstacle[] = [...judgeRest(migrationState), ...judgeHardware(directLogicalPorts)];
  if (state !== 'running') found.push({ kind: 'not-running', state });
  else if (snapshot.type !== 'OS400' && rmc !== 'active') found.push({ kind: 'rmc-inactive', rmc });
  else if (snapshot.type !== 'OS400' && !partition.dynamicResources)
    found.push({ kind: 'no-dynamic-resources' });
  return found;
}

function judgeRest(state: string): readonly MigrationObstacle[] {
  return state === 'Not_Migrating' ? [] : [{ kind: 'migrating', state }];
}

/** A direct virtual function keeps its partition where it is (sriov-rules, vNIC [R]). */
function judgeHardware(count: number): readonly MigrationObstacle[] {
  return count === 0 ? [] : [{ kind: 'direct-logical-ports', count }];
}

function judgeCompatibility(
  { compatibilityMode: mode }: MovingPartition,
  { compatibilityModes: supported }: MigrationSide,
): readonly MigrationObstacle[] {
  if (mode === undefined || supported.length === 0) return [];
  // Documents do not agree on the case of `default`.
  const isSupported = supported.some((each) => each.toLowerCase() === mode.toLowerCase());
  return isSupported ? [] : [{ kind: 'processor-mode', mode, supported }];
}

function judgeIdentity({ target, uuid, name }: TargetCase): readonly MigrationObstacle[] {
  const { partitions, vioses } = target.snapshot;
  const same = partitions.find((each) => sameUuid(each.uuid, uuid));
  if (same !== undefined) return [{ kind: 'partition-there', name: same.name }];
  const namesake = [...partitions, ...vioses].find((each) => each.name === name);
  return namesake === undefined ? [] : [{ kind: 'name-taken', name, by: namesake.uuid }];
}

function judgeResources(
  { memory, processors }: PartitionResources,
  { availableMemory, availableProcessors }: MigrationSide,
): readonly MigrationObstacle[] {
  const found: MigrationObstacle[] = [];
  if (memory !== undefined && availableMemory !== undefined && memory > availableMemory)
    found.push({ kind: 'memory-short', wanted: memory, available: availableMemory });
  if (processors !== undefined && availableProcessors !== undefined && processors > availableProcessors)
    found.push({ kind: 'processors-short', wanted: processors, available: availableProcessors });
  return found;
}
