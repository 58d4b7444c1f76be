import { findMigration } from '../attach/find-hindrance.ts';
import { holdingPartition } from '../attach/when-ready.ts';
import type { ComputeHost } from '../compute-host.ts';
import { isTold } from '../host/is-told.ts';
import type { PartitionRecord } from '../records/partition-record.ts';
import { removePartition } from './delete-partition.ts';
import { findPartition } from './find-partition.ts';
import { makePartition } from './make-partition.ts';

/** What became of the record of a partition whose creation or deletion was cut off. */
export type FinishedPartition = { readonly record: PartitionRecord } & (
  | { readonly outcome: 'created' | 'deleted' }
  /** Its creation was only meant. */
  | { readonly outcome: 'forgotten' }
  /** Nothing, or not all, was done; the next round tries again. */
  | { readonly outcome: 'left'; readonly reason: string }
);

/**
 * Brings the records of partitions that say `creating` or `deleting` to rest. A deletion was asked for by name, so it is
 * finished; a partition that is there gets what its creation still owed it, one that is not is forgotten, as nobody was
 * told that it exists. What a migration builds or removes it finishes itself. For after `finishInterrupted`.
 */
export async function finishPartitions(
  compute: ComputeHost,
  signal: AbortSignal,
): Promise<readonly FinishedPartition[]> {
  const { records, host } = compute;
  const all = await records.partitions.list({ system: host.system }, signal);
  const finished: FinishedPartition[] = [];
  for (const { partition, state } of all) {
    if (state === 'created') continue;
    const found = await holdingPartition(compute, partition, signal, async () => {
      // Read again, now that nobody else works on it.
      const record = await records.partitions.find({ system: host.system, partition }, signal);
      return record === undefined || record.state === 'created'
        ? undefined
        : await orLeave(compute, record, signal);
    });
    if (found !== undefined) finished.push(found);
  }
  return finished;
}

/** One partition that cannot be finished now keeps no other waiting. */
async function orLeave(
  compute: ComputeHost,
  record: PartitionRecord,
  signal: AbortSignal,
): Promise<FinishedPartition> {
  try {
    return await finish(compute, record, signal);
  } catch (error) {
    if (!isTold(error) || signal.aborted) throw error;
    return { record, outcome: 'left', reason: error.message };
  }
}

async function finish(
  compute: ComputeHost,
  record: PartitionRecord,
  signal: AbortSignal,
): Promise<FinishedPartition> {
  const { partition } = record;
  const migration = await findMigration(compute, partition, signal);
  if (migration !== undefined) {
    return { record, outcome: 'left', reason: `it is in migration ${migration.id}, which finishes it` };
  }
  if (record.state === 'deleting') {
    await removePartition(compute, partition, signal);
    return { record, outcome: 'deleted' };
  }
  if ((await findPartition(compute, partition, signal)) === undefined) {
    await compute.records.partitions.remove([record], signal);
    return { record, outcome: 'forgotten' };
  }
  return { record: await makePartition(compute, record, signal), outcome: 'created' };
}
