import {
  formatMacAddress,
  type MacAddress,
  type PartitionUuid,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';

/** For people: `vNIC fa:16:3e:00:00:01 of web1`. */
export function nameOfVnic(
  { partitions }: HostSnapshot,
  { mac, partitionUuid }: { readonly mac: MacAddress; readonly partitionUuid: PartitionUuid },
): string {
  const owner = partitions.find(({ uuid }) => sameUuid(uuid, partitionUuid))?.name ?? partitionUuid;
  return `vNIC ${formatMacAddress(mac)} of ${owner}`;
}
