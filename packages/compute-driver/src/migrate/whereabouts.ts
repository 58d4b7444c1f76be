import { PowerVmError, readLogicalPartition } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';

/** A partition as one system shows it, read just now. */
export interface Whereabouts {
  readonly name: string;
  /** `running`, `not activated`, ... */
  readonly state: string;
  readonly migration: 'none' | 'under-way' | 'failed';
}

/** Undefined when the system says that it has no such partition; a system that cannot be asked is an error. */
export async function findPartition(
  { host: { session, system } }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<Whereabouts | undefined> {
  try {
    const { values } = await readLogicalPartition(session, { system, partition }, signal);
    const { partitionName: name = '', partitionState: state = 'unknown' } = values;
    return { name, state, migration: migrationOf(values.migrationState ?? 'Not_Migrating') };
  } catch (error) {
    if (error instanceof PowerVmError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** The words that clients know (pypowervm logical_partition.py [R]); any other one is a stage on the way. */
function migrationOf(state: string): Whereabouts['migration'] {
  if (state === 'Not_Migrating') return 'none';
  return state === 'Migration_Failed' ? 'failed' : 'under-way';
}
