import { childPath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { LogicalPartition } from '../wrappers/logical-partition.ts';
import { readEffect } from './exchange.ts';
import {
  type LogicalPartitionResource,
  logicalPartitionKind,
  type PartitionPlace,
} from './read-logical-partitions.ts';
import { resourceOf } from './resource.ts';
import { updateWithRetry } from './update-with-retry.ts';

/** Gives a partition another name, which no other partition of its system may have. */
export async function renamePartition(
  session: Session,
  { system, partition }: PartitionPlace,
  partitionName: string,
  signal: AbortSignal,
): Promise<LogicalPartitionResource> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  const changed = await updateWithRetry(
    session,
    childPath(collection, partition),
    ({ content }) =>
      LogicalPartition.read(content).partitionName === partitionName
        ? undefined
        : LogicalPartition.change(content, { partitionName }),
    signal,
  );
  return readEffect(() => resourceOf(logicalPartitionKind, changed, collection));
}
