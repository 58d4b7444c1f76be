import { powerOnPartition } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { partitionKey } from '../host/partition-key.ts';
import { notReady, type PowerPatience, usualPowerPatience, waitForState } from './partition-state.ts';
import { refreshView } from './refresh-view.ts';
import { requireAtHome } from './require-not-migrating.ts';

/**
 * Activates the partition and waits until it runs; it is a success when it runs already. One that is shutting down is
 * awaited first. The operating system, and with it RMC, comes minutes later.
 *
 * @throws HostError PARTITION_UNKNOWN, PARTITION_NOT_READY, MIGRATION_UNDER_WAY; PowerVmError JOB_FAILED and its like.
 */
export function powerOn(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
  patience: PowerPatience = usualPowerPatience,
): Promise<void> {
  return compute.partitionLock.run(partitionKey(partition), signal, async () => {
    await requireAtHome(compute, partition, signal);
    await bringUp(compute, partition, signal, patience);
  });
}

/** As {@link powerOn}, for callers that hold the partition: takes no lock, and asks for no migration of ours. */
export async function bringUp(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
  patience: PowerPatience = usualPowerPatience,
): Promise<void> {
  const { session, system, snapshot } = compute.host;
  const before = { partition, when: 'before it is powered on', patience };
  requireMaster(snapshot());
  const found = await waitForState(compute, { ...before, until: ['up', 'off', 'odd'] }, signal);
  if (found.phase === 'up') return;
  if (found.phase === 'odd')
    throw notReady(found.resource, before.when, 'nothing was sent; look at its console');
  try {
    await powerOnPartition(session, { system, partition }, {}, signal);
    const after = { partition, when: 'after it was powered on', patience };
    await waitForState(compute, { ...after, until: ['up'] }, signal);
  } finally {
    await refreshView(compute, partition);
  }
}
