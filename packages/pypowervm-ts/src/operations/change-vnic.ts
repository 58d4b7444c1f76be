import type { PartitionUuid, VnicUuid } from '../identifiers/index.ts';
import { childPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { type BackingDeviceEdit, editBackingDevices } from '../wrappers/edit-backing-devices.ts';
import { readEffect } from './exchange.ts';
import { resourceOf } from './resource.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { type VnicResource, vnicCollection, vnicKind } from './vnic-collection.ts';

export interface VnicEdit {
  readonly partition: PartitionUuid;
  readonly vnic: VnicUuid;
  /** What is still to be done to the vNIC as it is now: asked again after a lost race; none ends the matter. */
  readonly edits: (current: VnicResource) => readonly BackingDeviceEdit[];
}

/** Posts a vNIC with its backing devices edited, with If-Match, and answers it as the console has it then. */
export async function changeVnic(
  session: Session,
  { partition, vnic, edits }: VnicEdit,
  signal: AbortSignal,
): Promise<VnicResource> {
  const collection = vnicCollection(partition);
  const changed = await updateWithRetry(
    session,
    childPath(collection, vnic),
    (current) => {
      const due = edits(resourceOf(vnicKind, current, collection));
      return due.length === 0 ? undefined : editBackingDevices(current.content, due);
    },
    signal,
  );
  return readEffect(() => resourceOf(vnicKind, changed, collection));
}
