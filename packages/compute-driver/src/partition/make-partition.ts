import { isDeepStrictEqual } from 'node:util';
import { createPartition, type LogicalPartitionResource } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { isUnclear } from '../host/is-unclear.ts';
import { messageOf } from '../host/message-of.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { PartitionRecord, PartitionSpec } from '../records/partition-record.ts';
import { findPartition } from './find-partition.ts';
import { attachManagementNetwork, requireManagementSwitch } from './management-network.ts';
import { partitionOfSpec } from './partition-of-spec.ts';
import { refreshView } from './refresh-view.ts';
import { findSamePartition, requireSameIntent } from './require-same-partition.ts';
import { requireValidSpec } from './require-valid-spec.ts';

export interface PartitionOrder {
  readonly partition: PartitionUuid;
  readonly spec: PartitionSpec;
  readonly instance: string | undefined;
}

/** As `createPartition`, for callers that hold the partition: takes no lock, and asks for no migration. */
export async function makePartition(
  compute: ComputeHost,
  order: PartitionOrder,
  signal: AbortSignal,
): Promise<PartitionRecord> {
  const { host, records } = compute;
  const { partition, spec } = order;
  requireMaster(host.snapshot());
  const before = await records.partitions.find({ system: host.system, partition }, signal);
  requireSameIntent(before, spec);
  const there = await findSamePartition(compute, { partition, spec, isOurs: before !== undefined }, signal);
  if (there === undefined) await requireValidSpec(compute, spec, signal);
  const managementSwitch = spec.managementNetwork
    ? await requireManagementSwitch(compute, signal)
    : undefined;

  const intent = before ?? (await recordIntent(compute, order, signal));
  if (there === undefined) {
    await define(compute, order, signal).catch(async (error: unknown) => {
      if (before === undefined && !isUnclear(error)) await forget(compute, intent);
      throw error;
    });
  }
  const managementAdapter =
    managementSwitch === undefined
      ? undefined
      : await attachManagementNetwork(compute, intent, managementSwitch, signal).catch((error: unknown) => {
          throw incomplete(order, error);
        });
  const created = await recordCreated(compute, intent, { ...spec, managementAdapter });
  await refreshView(compute, partition);
  return created;
}

async function recordIntent(
  { host, records, askedBy, wallClock }: ComputeHost,
  { partition, spec, instance }: PartitionOrder,
  signal: AbortSignal,
): Promise<PartitionRecord> {
  const record: PartitionRecord = {
    system: host.system,
    partition,
    state: 'creating',
    spec,
    instance,
    askedBy,
    changedAt: wallClock().toISOString(),
  };
  await records.partitions.put([record], signal);
  return record;
}

/** An answer that was lost is found out by looking: what is there then is what was asked for. */
async function define(
  compute: ComputeHost,
  { partition, spec }: PartitionOrder,
  signal: AbortSignal,
): Promise<LogicalPartitionResource> {
  const { session, system } = compute.host;
  // Without it an HMC forgets at the next activation what was attached live (sriov-rules [R][H]).
  const profile = session.traits.kind === 'hmc' ? { currentProfileSync: 'On' } : {};
  const wanted = { ...partitionOfSpec(spec), ...profile, partitionUuid: partition };
  try {
    return await createPartition(session, system, wanted, signal);
  } catch (error) {
    const found = isUnclear(error) ? await findPartition(compute, partition, neverAborted) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/** Written even when the caller has given up meanwhile: the partition is there. */
async function recordCreated(
  compute: ComputeHost,
  intent: PartitionRecord,
  spec: PartitionSpec,
): Promise<PartitionRecord> {
  if (
    intent.state === 'created' &&
    isDeepStrictEqual(intent.spec.managementAdapter, spec.managementAdapter)
  ) {
    return intent;
  }
  const created: PartitionRecord = {
    ...intent,
    spec,
    state: 'created',
    changedAt: compute.wallClock().toISOString(),
  };
  await compute.records.partitions.put([created], neverAborted);
  return created;
}

/** The refusal is what is to be reported; a record that stays says `creating`, which the next try makes true or forgets. */
async function forget({ records }: ComputeHost, record: PartitionRecord): Promise<void> {
  await records.partitions.remove([record], neverAborted).catch(() => undefined);
}

function incomplete({ spec, partition }: PartitionOrder, cause: unknown): HostError {
  return new HostError(
    'PARTITION_INCOMPLETE',
    `partition ${spec.name} (${partition}) is defined and has no management adapter: ${messageOf(cause)}; ask for it again, or delete it`,
    { cause },
  );
}
