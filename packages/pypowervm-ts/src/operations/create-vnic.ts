import type { PartitionUuid } from '../identifiers/index.ts';
import type { Session } from '../session/session.ts';
import { VirtualNicDedicated } from '../wrappers/virtual-nic-dedicated.ts';
import { readEffect } from './exchange.ts';
import { nextSlot } from './next-slot.ts';
import { resourceOf } from './resource.ts';
import { type VnicResource, vnicCollection, vnicKind } from './vnic-collection.ts';
import { createEntry } from './write-entry.ts';

export type NewVnic = Parameters<typeof VirtualNicDedicated.build>[0];

/**
 * Creates a vNIC with all its backing devices, in one request. Without a slot number the console takes the next free
 * one, asked for in the words of its kind. An error with `effectUnknown` may have left the vNIC behind: look for its
 * MAC with `readVnics` before trying again.
 */
export async function createVnic(
  session: Session,
  partition: PartitionUuid,
  vnic: NewVnic,
  signal: AbortSignal,
): Promise<VnicResource> {
  const collection = vnicCollection(partition);
  const content = VirtualNicDedicated.build({
    ...(vnic.virtualSlotNumber === undefined ? nextSlot(session) : {}),
    ...vnic,
  });
  const created = await createEntry(session, collection, content, signal);
  return readEffect(() => resourceOf(vnicKind, created, collection));
}
