import type { PartitionUuid } from '../identifiers/index.ts';
import type { Session } from '../session/session.ts';
import { resourceOf } from './resource.ts';
import { feedSource, readSource, type Source } from './source.ts';
import { type VnicResource, vnicCollection, vnicKind } from './vnic-collection.ts';

/** The vNICs of a partition with their backing devices. */
export function readVnics(
  session: Session,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<readonly VnicResource[]> {
  return readSource(session, vnicsSource(partition), signal);
}

export function vnicsSource(partition: PartitionUuid): Source<readonly VnicResource[]> {
  const collection = vnicCollection(partition);
  return feedSource(collection, (entry) => resourceOf(vnicKind, entry, collection));
}
