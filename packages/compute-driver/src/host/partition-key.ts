import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';

/** Consoles answer one UUID in either case. */
export function partitionKey(uuid: PartitionUuid): string {
  return uuid.toUpperCase();
}
