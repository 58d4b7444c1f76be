import { type LogicalPartitionResource, readLogicalPartitions } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { PartitionRecord, PartitionSpec } from '../records/partition-record.ts';
import { compareSpec, compareSpecs } from './compare-spec.ts';
import { nameOf } from './find-partition.ts';

/** @throws HostError PARTITION_EXISTS when another partition was asked for by that UUID before, PARTITION_NOT_READY */
export function requireSameIntent(before: PartitionRecord | undefined, spec: PartitionSpec): void {
  if (before === undefined) return;
  const name = `partition ${before.spec.name}`;
  if (before.state === 'deleting') {
    throw new HostError(
      'PARTITION_NOT_READY',
      `${name} is being deleted; delete it to the end before it is created again`,
    );
  }
  const differences = compareSpecs(before.spec, spec);
  if (differences.length === 0) return;
  throw new HostError(
    'PARTITION_EXISTS',
    `${name} was asked for by ${before.askedBy} and as another one: ${differences.join('; ')}; delete it first, or ask for what it is`,
    { explanation: differences },
  );
}

export interface WantedPartition {
  readonly partition: PartitionUuid;
  readonly spec: PartitionSpec;
  /** Whether the records know it. */
  readonly isOurs: boolean;
}

/**
 * The partition that is asked for, when it is there already.
 *
 * @throws HostError PARTITION_EXISTS when its UUID or its name is another one's.
 */
export async function findSamePartition(
  { host: { session, system } }: ComputeHost,
  { partition, spec, isOurs }: WantedPartition,
  signal: AbortSignal,
): Promise<LogicalPartitionResource | undefined> {
  const partitions = await readLogicalPartitions(session, system, signal);
  const found = partitions.find(({ uuid }) => sameUuid(uuid, partition));
  if (found === undefined) {
    const namesake = partitions.find(({ values }) => values.partitionName === spec.name);
    if (namesake !== undefined) throw exists(namesake, ['it has the name, and another UUID']);
    return undefined;
  }
  const differences = compareSpec(spec, found.values);
  const faults = isOurs ? differences : ['it was not created here', ...differences];
  if (faults.length > 0) throw exists(found, faults);
  return found;
}

function exists(found: LogicalPartitionResource, faults: readonly string[]): HostError {
  return new HostError(
    'PARTITION_EXISTS',
    `${nameOf(found)} is there and is not the one asked for: ${faults.join('; ')}; delete it, or ask for another name or UUID`,
    { explanation: faults },
  );
}
