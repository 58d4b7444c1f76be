import type { PartitionBase } from './platform-state.ts';

/** Whole processors of its own: a unit each, and no weight in any pool. */
export function dedicatedProcessors(
  {
    minimum,
    desired,
    maximum,
  }: { readonly minimum: number; readonly desired: number; readonly maximum: number },
  sharingMode: string,
): PartitionBase['processors'] {
  return {
    dedicated: true,
    minimumUnits: minimum,
    desiredUnits: desired,
    maximumUnits: maximum,
    minimumVirtual: minimum,
    desiredVirtual: desired,
    maximumVirtual: maximum,
    sharingMode,
    uncappedWeight: 0,
  };
}
