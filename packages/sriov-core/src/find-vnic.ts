import { type MacAddress, type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from './host-snapshot.ts';

/** What names a vNIC on one host for good: its UUID is derived, and another one may have it by now. */
export interface VnicName {
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
}

export function findVnic(
  vnics: readonly VnicSnapshot[],
  { partition, mac }: VnicName,
): VnicSnapshot | undefined {
  return vnics.find((vnic) => vnic.mac === mac && sameUuid(vnic.partitionUuid, partition));
}
