import { type PartitionUuid, parseVnicUuid, type VnicUuid } from '../identifiers/index.ts';
import { type ConsolePath, uomPath } from '../session/console-path.ts';
import { VirtualNicDedicated } from '../wrappers/virtual-nic-dedicated.ts';
import type { Resource } from './resource.ts';

export type VnicResource = Resource<VirtualNicDedicated, VnicUuid>;

export const vnicKind = { table: VirtualNicDedicated, parseUuid: parseVnicUuid };

/** vNICs are children of their partition, which is a root here, as in the recorded hrefs (vnic_feed.txt). */
export function vnicCollection(partition: PartitionUuid): ConsolePath {
  return uomPath('LogicalPartition', partition, 'VirtualNICDedicated');
}
