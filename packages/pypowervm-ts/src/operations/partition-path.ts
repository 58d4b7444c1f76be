import { type ConsolePath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';

/** Where a partition's operations and adapters are: see {@link PartitionPaths}. */
export function partitionPath({ traits }: Session, { system, partition }: PartitionPlace): ConsolePath {
  return traits.partitionPaths === 'root'
    ? uomPath('LogicalPartition', partition)
    : uomPath('ManagedSystem', system, 'LogicalPartition', partition);
}
