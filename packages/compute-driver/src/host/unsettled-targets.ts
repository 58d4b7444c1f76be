import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicTarget } from '@powervm-sriov/vif-drivers';
import { partitionKey } from './partition-key.ts';

/** Requests whose outcome nobody knows; the next read of their partition's vNICs settles them. */
export interface UnsettledTargets {
  add(target: VnicTarget): void;
  settle(partition: PartitionUuid, release: (mac: MacAddress) => void): void;
}

export function unsettledTargets(): UnsettledTargets {
  const waiting = new Map<string, Set<MacAddress>>();
  return {
    add({ partition, mac }) {
      const key = partitionKey(partition);
      waiting.set(key, (waiting.get(key) ?? new Set()).add(mac));
    },
    settle(partition, release) {
      for (const mac of waiting.get(partitionKey(partition)) ?? []) release(mac);
      waiting.delete(partitionKey(partition));
    },
  };
}
