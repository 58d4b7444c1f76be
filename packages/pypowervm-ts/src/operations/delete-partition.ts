import { childPath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';
import { deleteEntry } from './write-entry.ts';

/** Removes a partition that is not activated, with all adapters that it has. @throws PowerVmError NOT_FOUND ... */
export async function deletePartition(
  session: Session,
  { system, partition }: PartitionPlace,
  signal: AbortSignal,
): Promise<void> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  await deleteEntry(session, childPath(collection, partition), signal);
}
