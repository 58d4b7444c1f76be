import type { HostSnapshot, ViosSnapshot } from '@powervm-sriov/sriov-core';
import { selectOne } from './select-one.ts';

/** A VIOS by its name, its partition id or its UUID. */
export function selectVios({ vioses }: HostSnapshot, wanted: string): ViosSnapshot {
  return selectOne({
    kind: 'VIOS',
    wanted,
    items: vioses,
    ways: [
      ({ uuid }) => uuid.toLowerCase() === wanted.toLowerCase(),
      ({ name }) => name === wanted,
      ({ partitionId }) => String(partitionId) === wanted,
    ],
    name: ({ name, partitionId }) => `${name} (${partitionId})`,
  });
}
