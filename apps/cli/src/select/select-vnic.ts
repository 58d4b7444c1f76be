import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { selectOne } from './select-one.ts';
import { selectPartition } from './select-partition.ts';

/** A vNIC by its MAC address, its virtual slot or its UUID; of one partition where that is named. */
export function selectVnic(host: HostSnapshot, wanted: string, partition?: string | undefined): VnicSnapshot {
  const owner = partition === undefined ? undefined : selectPartition(host, partition);
  const digits = wanted.replaceAll(/[:-]/g, '').toUpperCase();
  return selectOne({
    kind: owner === undefined ? 'vNIC' : `vNIC of partition ${owner.name}`,
    wanted,
    items: host.vnics.filter(
      ({ partitionUuid }) => owner === undefined || sameUuid(partitionUuid, owner.uuid),
    ),
    ways: [
      ({ mac }) => mac === digits,
      ({ slot }) => slot !== undefined && String(slot) === wanted,
      ({ uuid }) => uuid.toLowerCase() === wanted.toLowerCase(),
    ],
    name: ({ mac, slot, partitionUuid }) => {
      const name = host.partitions.find(({ uuid }) => sameUuid(uuid, partitionUuid))?.name ?? partitionUuid;
      return `${formatMacAddress(mac)} (${name}${slot === undefined ? '' : `, slot ${slot}`})`;
    },
  });
}
