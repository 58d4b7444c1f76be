import type { LogicalPartitionResource } from '@powervm-sriov/pypowervm-ts';
import type { PartitionSnapshot } from '@powervm-sriov/sriov-core';
import { snapshotPartition } from '@powervm-sriov/vif-drivers';

/** What a partition's document tells: what plans are made from, and what only the host itself minds. */
export interface PartitionView {
  readonly snapshot: PartitionSnapshot;
  /** `On`, `Disabled`, ...; only an HMC keeps profiles. */
  readonly profileSync: string | undefined;
  /** Another one says that something about the partition has changed, its vNICs perhaps. */
  readonly etag: string | undefined;
}

export function partitionView({ uuid, values, etag }: LogicalPartitionResource): PartitionView {
  return { snapshot: snapshotPartition(uuid, values), profileSync: values.currentProfileSync, etag };
}
