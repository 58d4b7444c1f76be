import type { PartitionUuid, VnicUuid } from '../identifiers/index.ts';
import { childPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { vnicCollection } from './vnic-collection.ts';
import { deleteEntry } from './write-entry.ts';

/** Removes a vNIC and the logical ports behind it. @throws PowerVmError NOT_FOUND, OS_HOLDS_DEVICE ... */
export async function deleteVnic(
  session: Session,
  partition: PartitionUuid,
  vnic: VnicUuid,
  signal: AbortSignal,
): Promise<void> {
  await deleteEntry(session, childPath(vnicCollection(partition), vnic), signal);
}
