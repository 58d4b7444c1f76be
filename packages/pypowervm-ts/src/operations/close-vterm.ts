import type { Session } from '../session/session.ts';
import { partitionPath } from './partition-path.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';
import { runJob } from './run-job.ts';

/** Closes the partition's virtual terminal, whoever looks at it: an open one stops a migration. */
export async function closeVterm(
  session: Session,
  place: PartitionPlace,
  signal: AbortSignal,
): Promise<void> {
  await runJob(session, { target: partitionPath(session, place), operation: 'CloseVterm' }, signal);
}
