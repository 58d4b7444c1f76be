import type { HostSnapshot, PartitionSnapshot } from '@powervm-sriov/sriov-core';
import { selectOne } from './select-one.ts';

/** A partition by its name, its id or its UUID. */
export function selectPartition({ partitions }: HostSnapshot, wanted: string): PartitionSnapshot {
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
