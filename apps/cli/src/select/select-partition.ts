import type { HostSnapshot, PartitionSnapshot } from '@powervm-sriov/sriov-core';
import { CommandError } from '../command-error.ts';
import { selectOne } from './select-one.ts';

/** A partition by its name, its id or its UUID. */
export function selectPartition({ partitions, vioses }: HostSnapshot, wanted: string): PartitionSnapshot {
  if (vioses.some(({ name }) => name === wanted)) {
    throw new CommandError(
      'UNKNOWN',
      `${wanted} is a VIOS, and no client partition`,
      'pvm-sriov vios list shows it',
    );
  }
  return selectOne({
    kind: 'partition',
    wanted,
    items: partitions,
    ways: [
      ({ uuid }) => uuid.toLowerCase() === wanted.toLowerCase(),
      ({ name }) => name === wanted,
      ({ partitionId }) => String(partitionId) === wanted,
    ],
    name: ({ name, partitionId }) => `${name} (${partitionId})`,
  });
}
