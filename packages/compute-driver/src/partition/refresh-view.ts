import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';

/**
 * Lets the view follow what was done to a partition. A read that fails changes nothing of that: the view then follows
 * with the console's events, or when it has become too old to decide from.
 */
export async function refreshView({ host }: ComputeHost, partition: PartitionUuid): Promise<void> {
  await host.freshen(partition, 'read-now', neverAborted).catch(() => undefined);
}
