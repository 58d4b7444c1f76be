import { readLogicalPartitions } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VifHost } from '@powervm-sriov/vif-drivers';

/** One answer that does not know an object proves nothing; the list of all of them, read now and without it, does. */
export async function isPartitionGone(
  { session, system }: Pick<VifHost, 'session' | 'system'>,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<boolean> {
  const partitions = await readLogicalPartitions(session, system, signal);
  return partitions.every(({ uuid }) => !sameUuid(uuid, partition));
}
