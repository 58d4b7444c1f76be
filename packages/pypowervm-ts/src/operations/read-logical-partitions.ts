import { type PartitionUuid, parsePartitionUuid, type SystemUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { LogicalPartition } from '../wrappers/logical-partition.ts';
import { readEntry, readFeed } from './read-entry.ts';
import { type Resource, resourceOf } from './resource.ts';

export type LogicalPartitionResource = Resource<LogicalPartition, PartitionUuid>;

const kind = { table: LogicalPartition, parseUuid: parsePartitionUuid };

export async function readLogicalPartitions(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<readonly LogicalPartitionResource[]> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  return (await readFeed(session, collection, signal)).map((entry) => resourceOf(kind, entry, collection));
}

/** One partition, of that system only: during a cold migration two systems hold the same UUID (pypowervm utils/uuid.py). */
export async function readLogicalPartition(
  session: Session,
  { system, partition }: { readonly system: SystemUuid; readonly partition: PartitionUuid },
  signal: AbortSignal,
): Promise<LogicalPartitionResource> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  return resourceOf(
    kind,
    await readEntry(session, uomPath('ManagedSystem', system, 'LogicalPartition', partition), signal),
    collection,
  );
}
