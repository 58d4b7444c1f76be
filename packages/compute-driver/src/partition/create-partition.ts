import {
  type PartitionUuid,
  parseInstanceUuid,
  partitionUuidOf,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { holdingPartition } from '../attach/when-ready.ts';
import type { ComputeHost } from '../compute-host.ts';
import type { PartitionRecord, PartitionSpec } from '../records/partition-record.ts';
import { makePartition } from './make-partition.ts';
import { makeUuid } from './make-uuid.ts';
import { requireNoMigration } from './require-not-migrating.ts';

export interface CreatePartitionRequest {
  readonly spec: PartitionSpec;
  /** By default the one that PowerVM makes of the instance's, or one that nobody has. */
  readonly uuid?: PartitionUuid | undefined;
  /** Nova's instance. */
  readonly instance?: string | undefined;
}

/**
 * Defines a partition, not activated, with its management adapter where the spec has one. Asking again, at once or
 * after a crash, yields the same partition. The intent is in the records before the first request; a refused creation
 * leaves neither partition nor record. A migration's steps, which hold the partition already, call
 * {@link makePartition} instead.
 *
 * @throws HostError PARTITION_SPEC_INVALID naming every fault; PARTITION_EXISTS when the name or the UUID belongs to a
 * partition that is another one; PARTITION_INCOMPLETE when it was defined and lacks its adapter; STORE_FULL before
 * anything is sent; MIGRATION_UNDER_WAY.
 */
export async function createPartition(
  compute: ComputeHost,
  { spec, uuid, instance }: CreatePartitionRequest,
  signal: AbortSignal,
): Promise<PartitionRecord> {
  const partition = uuid ?? (await chooseUuid(compute, { spec, instance }, signal));
  return await holdingPartition(compute, partition, signal, async () => {
    await requireNoMigration(compute, partition, signal);
    return await makePartition(compute, { spec, partition, instance }, signal);
  });
}

/** A creation without an instance is known again by its name, so that it can be repeated too. */
async function chooseUuid(
  { host, records }: ComputeHost,
  { spec, instance }: CreatePartitionRequest,
  signal: AbortSignal,
): Promise<PartitionUuid> {
  if (instance !== undefined) return partitionUuidOf(parseInstanceUuid(instance));
  const ours = await records.partitions.list({ system: host.system }, signal);
  const namesake = ours.find((record) => record.spec.name === spec.name);
  return namesake?.partition ?? partitionUuidOf(parseInstanceUuid(makeUuid(host.session.random)));
}
