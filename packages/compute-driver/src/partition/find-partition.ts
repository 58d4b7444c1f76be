import {
  type LogicalPartitionResource,
  PowerVmError,
  readLogicalPartition,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { isPartitionGone } from '../attach/is-partition-gone.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';

/** The partition as the platform has it right now; undefined when it is proven not to be there. */
export async function findPartition(
  { host }: Pick<ComputeHost, 'host'>,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<LogicalPartitionResource | undefined> {
  try {
    const place = { system: host.system, partition };
    return await readLogicalPartition(host.session, place, signal);
  } catch (error) {
    if (!(error instanceof PowerVmError) || error.code !== 'NOT_FOUND') throw error;
    if (await isPartitionGone(host, partition, signal)) return undefined;
    throw error;
  }
}

/** @throws HostError PARTITION_UNKNOWN */
export async function requirePartition(
  compute: Pick<ComputeHost, 'host' | 'records'>,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<LogicalPartitionResource> {
  const found = await findPartition(compute, partition, signal);
  if (found !== undefined) return found;
  const { name } = compute.host.snapshot().system;
  throw new HostError(
    'PARTITION_UNKNOWN',
    `system ${name} has no ${await nameAbsent(compute, partition, signal)}; it may be a VIOS, deleted, or on another system`,
  );
}

/** For messages on a partition that the platform does not show: as the records call it, or its UUID. */
export async function nameAbsent(
  { host, records }: Pick<ComputeHost, 'host' | 'records'>,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<string> {
  const record = await records.partitions.find({ system: host.system, partition }, signal);
  return `partition ${record?.spec.name ?? partition}`;
}

/** For messages. */
export function nameOf({ uuid, values }: LogicalPartitionResource): string {
  return `partition ${values.partitionName ?? uuid}`;
}
