import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { neverAborted } from '../host/never-aborted.ts';
import type { PowerOffRequest } from '../partition/power-off.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { arriveAtTarget } from './arrive-at-target.ts';
import { leaveSource, prepareColdMigration } from './cold-migration.ts';
import type { BothSides } from './migration-sides.ts';
import { offerPartition } from './partition-offer.ts';
import { revertAtSource, revertAtTarget } from './revert-migration.ts';
import { undoAfter } from './undo-after.ts';

export interface MigrateColdRequest extends Partial<PowerOffRequest> {
  readonly partition: PartitionUuid;
  readonly id?: string | undefined;
  /** Whether it is to run on the target; as it did before unless given. */
  readonly powerOn?: boolean | undefined;
}

/**
 * A whole cold migration, as an operator asks for it, up to where somebody confirms or reverts it. When it fails, both
 * sides are as they were before this rejects; when that fails too, the record says where to go on.
 */
export async function migrateCold(
  { source, target }: BothSides,
  { partition, id: wanted, powerOn, ...how }: MigrateColdRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const offer = await offerPartition(source, partition, signal);
  const { id } = await prepareColdMigration(target, { offer, id: wanted }, signal);
  try {
    await leaveSource(source, { id, ...how }, signal);
    return await arriveAtTarget(target, { id, powerOn }, signal);
  } catch (error) {
    return await undoAfter(error, id, () => revertColdMigration({ source, target }, id, neverAborted));
  }
}

/** Back to the source: the target gives back what it built, and the source runs the partition again if it did. */
export async function revertColdMigration(
  { source, target }: BothSides,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  await revertAtTarget(target, id, signal);
  return await revertAtSource(source, { id }, signal);
}
