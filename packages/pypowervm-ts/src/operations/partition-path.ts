import { type ConsolePath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';

/**
 * Where a partition's operations and adapters are. An HMC can manage two systems that hold one UUID during a cold
 * migration, so its paths begin with the system, as those of its partitions do; that it serves operations there, too, is
 * not recorded [?]. A NovaLink has one system, and paths as recorded (cna_feed.txt, job_response_completed_failed.txt).
 */
export function partitionPath({ traits }: Session, { system, partition }: PartitionPlace): ConsolePath {
  return traits.singleSystem
    ? uomPath('LogicalPartition', partition)
    : uomPath('ManagedSystem', system, 'LogicalPartition', partition);
}
