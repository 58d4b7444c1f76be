import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { explainNext, explainPhase } from './explain-phase.ts';
import { driverOf, nameMigration } from './migration-journey.ts';
import { isFinished } from './migration-phases.ts';

/** What a migration's record begins with. */
export type NewMigration = Pick<
  MigrationRecord,
  'kind' | 'source' | 'target' | 'partition' | 'partitionName' | 'instance' | 'spec' | 'vnics'
> & {
  readonly id: string;
  readonly fencing?: string | undefined;
  readonly wasRunning?: boolean | undefined;
};

export interface MigrationWish extends Pick<NewMigration, 'kind' | 'partition'> {
  /** Nova's own; a new one unless given. */
  readonly id: string | undefined;
}

/**
 * The id of a migration that may begin; with its record, when it was begun before by the same words.
 *
 * @throws HostError MIGRATION_UNDER_WAY when another one has the partition, MIGRATION_PHASE when it is past its beginning.
 */
export async function findBegun(
  { records }: ComputeHost,
  { id, kind, partition }: MigrationWish,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly begun: MigrationRecord | undefined }> {
  const all = await records.migrations.list({}, signal);
  const ofPartition = all.filter((each) => sameUuid(each.partition, partition));
  const other = ofPartition.find((each) => each.id !== id && !isFinished(each.phase));
  if (other !== undefined) {
    throw new HostError(
      'MIGRATION_UNDER_WAY',
      `${nameMigration(other)} ${explainPhase(other)}: ${explainNext(other)} before another one begins`,
    );
  }
  const same = all.find((each) => each.id === id);
  if (same === undefined) return { id: id ?? newId(all, partition), begun: undefined };
  if (same.phase === 'prepared' && same.kind === kind && sameUuid(same.partition, partition))
    return { id: same.id, begun: same };
  throw new HostError(
    'MIGRATION_PHASE',
    `${nameMigration(same)} has begun already and ${explainPhase(same)}; ${explainNext(same)}, or begin another one under another id`,
  );
}

/** Writes down that the migration has begun: what it is to move, and who drives it. */
export async function recordMigration(
  compute: ComputeHost,
  begun: NewMigration,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const now = compute.wallClock().toISOString();
  const record: MigrationRecord = {
    fencing: undefined,
    ...begun,
    driver: driverOf(compute),
    phase: 'prepared',
    job: undefined,
    failure: undefined,
    startedAt: now,
    changedAt: now,
  };
  await compute.records.migrations.put([record], signal);
  return record;
}

/** Short enough to type: the beginning of the partition's UUID, and a number. */
function newId(all: readonly MigrationRecord[], partition: PartitionUuid): string {
  const taken = new Set(all.map(({ id }) => id));
  const start = partition.slice(0, 8).toLowerCase();
  for (let number = 1; ; number += 1) {
    const id = `${start}-${number}`;
    if (!taken.has(id)) return id;
  }
}
