import type { PartitionUuid } from '../identifiers/index.ts';
import type { Session } from '../session/session.ts';
import { readFeed } from './read-entry.ts';
import { resourceOf } from './resource.ts';
import { type VnicResource, vnicCollection, vnicKind } from './vnic-collection.ts';

/** The vNICs of a partition with their backing devices. */
export async function readVnics(
  session: Session,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<readonly VnicResource[]> {
  const collection = vnicCollection(partition);
  return (await readFeed(session, collection, signal)).map((entry) =>
    resourceOf(vnicKind, entry, collection),
  );
}
