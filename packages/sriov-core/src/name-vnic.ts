import {
  formatMacAddress,
  type MacAddress,
  type PartitionUuid,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { printable } from './explain/printable.ts';
import type { HostSnapshot } from './host-snapshot.ts';

/** For messages: `partition web1`, or its UUID where the host does not show it. */
export function namePartition({ partitions }: Pick<HostSnapshot, 'partitions'>, uuid: PartitionUuid): string {
  const known = partitions.find((partition) => sameUuid(partition.uuid, uuid));
  return `partition ${known === undefined ? uuid : printable(known.name)}`;
}

/** For messages: `vNIC fa:16:3e:00:00:01 of partition web1`. */
export function nameVnic(
  snapshot: Pick<HostSnapshot, 'partitions'>,
  { partition, mac }: { readonly partition: PartitionUuid; readonly mac: MacAddress },
): string {
  return `vNIC ${formatMacAddress(mac)} of ${namePartition(snapshot, partition)}`;
}
