import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { findPartition } from '../partition/find-partition.ts';

/** A partition as one system shows it, read just now. */
export interface Whereabouts {
  readonly name: string;
  /** `running`, `not activated`, ... */
  readonly state: string;
  readonly migration: 'none' | 'under-way' | 'failed';
}

/** Undefined when it is proven that the system has no such partition; a system that cannot be asked is an error. */
export async function lookForPartition(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<Whereabouts | undefined> {
  const found = await findPartition(compute, partition, signal);
  if (found === undefined) return undefined;
  const { partitionName: name = '', partitionState: state = 'unknown', migrationState } = found.values;
  return { name, state, migration: migrationOf(migrationState ?? 'Not_Migrating') };
}

/** The words that clients know (pypowervm logical_partition.py [R]); any other one is a stage on the way. */
function migrationOf(state: string): Whereabouts['migration'] {
  if (state === 'Not_Migrating') return 'none';
  return state === 'Migration_Failed' ? 'failed' : 'under-way';
}
