import { deletePartition as deleteOnPlatform, PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import { unplugAll } from '../attach/unplug-all.ts';
import { holdingPartition } from '../attach/when-ready.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { isUnclear } from '../host/is-unclear.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { partitionKey } from '../host/partition-key.ts';
import { asFarAsRoom } from '../records/as-far-as-room.ts';
import type { PartitionRecord } from '../records/partition-record.ts';
import { findPartition, nameOf } from './find-partition.ts';
import { refreshView } from './refresh-view.ts';
import { requireNoMigration, requireNotMigrating } from './require-not-migrating.ts';

/**
 * Removes a partition that we created, and everything that it has: its vNICs first, one by one, so that their records
 * go as they go. One that is not there, and was ours or nobody's, is a success. Asking again goes on where a crash
 * stopped. A migration's steps, which hold the partition already, call {@link removePartition} instead.
 *
 * @throws HostError PARTITION_NOT_OURS, PARTITION_NOT_READY unless it is not activated, MIGRATION_UNDER_WAY,
 * UNPLUG_INCOMPLETE; PowerVmError when the platform refuses.
 */
export function deletePartition(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  return holdingPartition(compute, partition, signal, async () => {
    await requireNoMigration(compute, partition, signal);
    await removePartition(compute, partition, signal);
  });
}

/** As {@link deletePartition}, for callers that hold the partition: takes no lock, and asks for no migration of ours. */
export async function removePartition(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  const { host, records } = compute;
  requireMaster(host.snapshot());
  const record = await records.partitions.find({ system: host.system, partition }, signal);
  if (await isDeletable(compute, { partition, record }, signal)) {
    if (record !== undefined) await recordIntent(compute, record, signal);
    await removeVnics(compute, partition, signal);
    await deleteDefinition(compute, partition, signal);
  }
  await forgetVnics(compute, partition);
  if (record !== undefined) await records.partitions.remove([record], neverAborted);
  await refreshView(compute, partition);
}

/** False when it is not there. */
async function isDeletable(
  compute: ComputeHost,
  { partition, record }: { readonly partition: PartitionUuid; readonly record: PartitionRecord | undefined },
  signal: AbortSignal,
): Promise<boolean> {
  await requireNoVios(compute, partition, signal);
  const found = await findPartition(compute, partition, signal);
  if (found === undefined) return false;
  const { isManagementPartition, partitionState } = found.values;
  if (record === undefined || isManagementPartition) {
    throw new HostError(
      'PARTITION_NOT_OURS',
      `${nameOf(found)} stays: ${record === undefined ? 'it was not created here' : 'it is the management partition'}; delete it on its console if that is meant`,
    );
  }
  requireNotMigrating(found);
  if (partitionState === 'not activated') return true;
  throw new HostError(
    'PARTITION_NOT_READY',
    `${nameOf(found)} is '${partitionState}': only one that is not activated is deleted; power it off first`,
  );
}

/** A VIOS is not among the partitions, and so would look as if it were gone. */
async function requireNoVios(
  { host }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  await host.freshen(partition, 'without-gap', signal);
  const vios = host.snapshot().vioses.find(({ uuid }) => partitionKey(partition) === uuid.toUpperCase());
  if (vios === undefined) return;
  throw new HostError('PARTITION_NOT_OURS', `partition ${vios.name} stays: it is a VIOS`);
}

async function recordIntent(
  { records, wallClock }: ComputeHost,
  record: PartitionRecord,
  signal: AbortSignal,
): Promise<void> {
  const meant: PartitionRecord = { ...record, state: 'deleting', changedAt: wallClock().toISOString() };
  await asFarAsRoom(() => records.partitions.put([meant], signal));
}

/** Those without a record, too: with the partition they would go all the same, and nobody would know of their room. */
async function removeVnics(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  const there = await compute.host.lookAgain(partition, signal);
  const recorded = await recordedVnics(compute, partition, signal);
  const macs = [...new Set([...recorded, ...there].map(({ mac }) => mac))];
  if (macs.length > 0) await unplugAll(compute, { partition, macs }, signal);
}

/** What adapters it has otherwise goes with it. */
async function deleteDefinition(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  const { session, system } = compute.host;
  try {
    await deleteOnPlatform(session, { system, partition }, signal);
  } catch (error) {
    const mayBeGone = isUnclear(error) || (error instanceof PowerVmError && error.code === 'NOT_FOUND');
    if (!mayBeGone || (await findPartition(compute, partition, neverAborted)) !== undefined) throw error;
  }
}

/** Of a partition that is gone there can be records only. */
async function forgetVnics(compute: ComputeHost, partition: PartitionUuid): Promise<void> {
  const left = await recordedVnics(compute, partition, neverAborted);
  if (left.length > 0) await compute.records.vnics.remove(left, neverAborted);
}

function recordedVnics({ host, records }: ComputeHost, partition: PartitionUuid, signal: AbortSignal) {
  return records.vnics.list({ system: host.system, partition }, signal);
}
