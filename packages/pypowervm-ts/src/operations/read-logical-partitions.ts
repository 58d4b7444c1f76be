import { type PartitionUuid, parsePartitionUuid, type SystemUuid } from '../identifiers/index.ts';
import { childPath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { LogicalPartition } from '../wrappers/logical-partition.ts';
import { type Resource, resourceOf } from './resource.ts';
import { entrySource, feedSource, readSource, type Source } from './source.ts';

export type LogicalPartitionResource = Resource<LogicalPartition, PartitionUuid>;

export const logicalPartitionKind = { table: LogicalPartition, parseUuid: parsePartitionUuid };

export function readLogicalPartitions(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<readonly LogicalPartitionResource[]> {
  return readSource(session, logicalPartitionsSource(system), signal);
}

/** A partition of that system only: during a cold migration two systems hold the same UUID (pypowervm utils/uuid.py). */
export interface PartitionPlace {
  readonly system: SystemUuid;
  readonly partition: PartitionUuid;
}

export function readLogicalPartition(
  session: Session,
  place: PartitionPlace,
  signal: AbortSignal,
): Promise<LogicalPartitionResource> {
  return readSource(session, logicalPartitionSource(place), signal);
}

export function logicalPartitionsSource(system: SystemUuid): Source<readonly LogicalPartitionResource[]> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  return feedSource(collection, (entry) => resourceOf(logicalPartitionKind, entry, collection));
}

export function logicalPartitionSource({
  system,
  partition,
}: PartitionPlace): Source<LogicalPartitionResource> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  return entrySource(childPath(collection, partition), (entry) =>
    resourceOf(logicalPartitionKind, entry, collection),
  );
}
