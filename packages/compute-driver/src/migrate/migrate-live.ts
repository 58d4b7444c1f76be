import type { MigrationTarget } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { findBegun } from './begin-migration.ts';
import { checkCanMigrateDestination, type DestinationCheck } from './check-destination.ts';
import { checkSource } from './check-source.ts';
import { liveMigration } from './live-migration.ts';
import { needMigration } from './migration-journey.ts';
import type { BothSides } from './migration-sides.ts';
import { type Arrival, postAtDestination, postAtSource } from './post-live-migration.ts';
import { preLiveMigration } from './pre-live-migration.ts';
import { rollbackAtDestination } from './rollback-at-destination.ts';
import type { MigrationWatch } from './settle-live-migration.ts';
import { undoAfter } from './undo-after.ts';

export interface MigrateLiveRequest extends DestinationCheck, MigrationWatch {
  readonly partition: PartitionUuid;
  readonly id?: string | undefined;
  /** What the platform is told beside the target's name: the target's console, overrides, mappings. */
  readonly to?: Omit<MigrationTarget, 'systemName'>;
}

/**
 * A whole live migration, as an operator asks for it. When it fails, it is rolled back before this rejects, as far as
 * the partition is at rest on its source; else the record says how to go on.
 */
export async function migrateLive(
  { source, target }: BothSides,
  { partition, id: wanted, to, onProgress, ...check }: MigrateLiveRequest,
  signal: AbortSignal,
): Promise<Arrival> {
  await findBegun(target, { id: wanted, kind: 'live', partition }, signal);
  await checkCanMigrateDestination(source, target, { partition, ...check }, signal);
  const offer = await checkSource(source, partition, signal);
  const { id } = await preLiveMigration(target, { offer, id: wanted, ...check }, signal);
  const { name: systemName } = target.host.snapshot().system;
  try {
    await liveMigration(source, { id, to: { ...to, systemName }, onProgress }, signal);
  } catch (error) {
    return await undoAfter(error, id, () => rollBackWhereSafe(target, id));
  }
  await postAtSource(source, id, neverAborted);
  return await postAtDestination(target, id, neverAborted);
}

/** A migration that may be under way, or is stuck, is for its owner to resume, to abort or to recover. */
async function rollBackWhereSafe(target: ComputeHost, id: string): Promise<void> {
  const { phase } = await needMigration(target, id, neverAborted);
  if (phase === 'prepared' || phase === 'rolling-back') await rollbackAtDestination(target, id, neverAborted);
}
