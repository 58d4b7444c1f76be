import {
  type LogicalPartitionResource,
  type PowerOffOptions,
  PowerVmError,
  powerOffPartition,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { partitionKey } from '../host/partition-key.ts';
import { nameOf, requirePartition } from './find-partition.ts';
import { lookAtPartition, notReady, type PowerPatience, waitForState } from './partition-state.ts';
import { refreshView } from './refresh-view.ts';
import { requireNoMigration } from './require-not-migrating.ts';

export interface PowerOffRequest {
  /**
   * `os-shutdown` asks the operating system and takes no for an answer; `immediate` stops the processors, and what
   * the system has not written is lost.
   */
  readonly how: 'os-shutdown' | 'immediate';
  /** For how long the operating system may take. */
  readonly patience?: PowerPatience;
}

/** Nova gives a guest 60 seconds by default, too (its option shutdown_timeout). */
const usualShutdownPatience: PowerPatience = { every: 1_000, longest: 60_000 };

/**
 * Ends the partition; it is a success when it is off already. Nothing harder than what was asked for is ever done.
 *
 * @throws HostError PARTITION_NOT_READY when its operating system did not shut down in time, or when it has none
 * running; PARTITION_NOT_OURS for the management partition; PARTITION_UNKNOWN, MIGRATION_UNDER_WAY; PowerVmError.
 */
export function powerOff(
  compute: ComputeHost,
  partition: PartitionUuid,
  request: PowerOffRequest,
  signal: AbortSignal,
): Promise<void> {
  return compute.partitionLock.run(partitionKey(partition), signal, async () => {
    await requireNoMigration(compute, partition, signal);
    await takeDown(compute, partition, request, signal);
  });
}

/** As {@link powerOff}, for callers that hold the partition: takes no lock, and asks for no migration of ours. */
export async function takeDown(
  compute: ComputeHost,
  partition: PartitionUuid,
  { how, patience = usualShutdownPatience }: PowerOffRequest,
  signal: AbortSignal,
): Promise<void> {
  requireMaster(compute.host.snapshot());
  try {
    switch (how) {
      case 'os-shutdown':
        return await shutDown(compute, { partition, patience }, signal);
      case 'immediate':
        return await stop(compute, { partition, patience }, signal);
    }
  } finally {
    await refreshView(compute, partition);
  }
}

interface Ending {
  readonly partition: PartitionUuid;
  readonly patience: PowerPatience;
}

async function shutDown(
  compute: ComputeHost,
  { partition, patience }: Ending,
  signal: AbortSignal,
): Promise<void> {
  const before = { partition, when: 'before it is shut down', patience };
  const { resource, phase } = await waitForState(compute, { ...before, until: ['off', 'up', 'odd'] }, signal);
  if (phase === 'off') return;
  refuseManagement(resource);
  if (resource.values.partitionState !== 'running') {
    throw notReady(
      resource,
      before.when,
      'no operating system runs that could shut down; power it off immediately',
    );
  }
  const options = { ...gentlest(resource), timeoutMilliseconds: patience.longest };
  try {
    const place = { system: compute.host.system, partition };
    await powerOffPartition(compute.host.session, place, options, signal);
    const after = { partition, when: 'after it was told to shut down', patience };
    await waitForState(compute, { ...after, until: ['off'] }, signal);
  } catch (error) {
    if (!isEndOfJob(error)) throw error;
    const now = await requirePartition(compute, partition, neverAborted);
    if (now.values.partitionState === 'not activated') return;
    throw notReady(
      now,
      'after it was told to shut down',
      `its operating system did not go down within ${patience.longest / 1_000} s (${error.message}); look at its console, ask again, or power it off immediately, which loses what it has not written`,
      error,
    );
  }
}

async function stop(
  compute: ComputeHost,
  { partition, patience }: Ending,
  signal: AbortSignal,
): Promise<void> {
  const { session, system } = compute.host;
  const { resource, phase } = await lookAtPartition(compute, partition, signal);
  if (phase === 'off') return;
  refuseManagement(resource);
  await powerOffPartition(session, { system, partition }, { operation: 'shutdown', immediate: true }, signal);
  await waitForState(
    compute,
    { partition, when: 'after it was powered off', patience, until: ['off'] },
    signal,
  );
}

/**
 * IBM i hears the console without RMC and is given its time; others are told over RMC to shut down now, or without it
 * that the power fails, which they may heed (pypowervm power_opts.py, soft_detect [R]).
 */
function gentlest({ values }: LogicalPartitionResource): PowerOffOptions {
  if (values.partitionType === 'OS400') return { operation: 'osshutdown' };
  return values.resourceMonitoringControlState === 'active'
    ? { operation: 'osshutdown', immediate: true }
    : { operation: 'shutdown' };
}

/** Whoever ended it could not ask for it to be started again. */
function refuseManagement(found: LogicalPartitionResource): void {
  if (!found.values.isManagementPartition) return;
  throw new HostError(
    'PARTITION_NOT_OURS',
    `${nameOf(found)} stays on: it is the management partition; end it on the system's own console if that is meant`,
  );
}

function isEndOfJob(error: unknown): error is PowerVmError {
  return error instanceof PowerVmError && (error.code === 'JOB_FAILED' || error.code === 'JOB_TIMED_OUT');
}
