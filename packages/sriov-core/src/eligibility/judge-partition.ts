import { printable } from '../explain/printable.ts';
import type { PartitionSnapshot } from '../host-snapshot.ts';

/** Why the devices of a partition cannot be changed right now. */
export type PartitionHindrance =
  | { readonly kind: 'migrating'; readonly state: string }
  | { readonly kind: 'between-states'; readonly state: string }
  | { readonly kind: 'rmc-inactive'; readonly rmc: string }
  | { readonly kind: 'no-dynamic-io' };

/**
 * A partition that is off can be changed; a running one needs I/O DLPAR and an active RMC connection, which IBM i does
 * without (sriov-rules [R], pypowervm base_partition.py).
 */
export function judgePartition(partition: PartitionSnapshot): PartitionHindrance | undefined {
  const { state, rmc, migrationState } = partition;
  if (migrationState !== 'Not_Migrating') return { kind: 'migrating', state: migrationState };
  if (state === 'not activated') return undefined;
  if (state !== 'running') return { kind: 'between-states', state };
  if (partition.type === 'OS400') return undefined;
  if (rmc !== 'active') return { kind: 'rmc-inactive', rmc };
  return partition.dynamicIoCapable ? undefined : { kind: 'no-dynamic-io' };
}

/** One line for people: what hinders, and what to do. */
export function explainHindrance(partition: PartitionSnapshot, hindrance: PartitionHindrance): string {
  const name = `partition ${printable(partition.name)}`;
  switch (hindrance.kind) {
    case 'migrating':
      return `${name} is migrating (${hindrance.state}); wait until that has ended`;
    case 'between-states':
      return `${name} is '${hindrance.state}': its devices change only while it runs or is not activated; wait, or power it off`;
    case 'rmc-inactive':
      return `${name} runs and its RMC connection is '${hindrance.rmc}': a live change needs it active; mend its management network or wait some minutes after a boot, or power the partition off`;
    case 'no-dynamic-io':
      return `${name} runs and cannot change I/O live; power it off first`;
  }
}
