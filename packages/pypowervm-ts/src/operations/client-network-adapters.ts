import { type ClientNetworkAdapterUuid, parseClientNetworkAdapterUuid } from '../identifiers/index.ts';
import { type ConsolePath, childPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { ClientNetworkAdapter } from '../wrappers/client-network-adapter.ts';
import { readEffect } from './exchange.ts';
import { nextSlot } from './next-slot.ts';
import { partitionPath } from './partition-path.ts';
import { readFeed } from './read-entry.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';
import { type Resource, resourceOf } from './resource.ts';
import { createEntry, deleteEntry } from './write-entry.ts';

export type ClientNetworkAdapterResource = Resource<ClientNetworkAdapter, ClientNetworkAdapterUuid>;

export type NewClientNetworkAdapter = Parameters<typeof ClientNetworkAdapter.build>[0];

const kind = { table: ClientNetworkAdapter, parseUuid: parseClientNetworkAdapterUuid };

/** The virtual Ethernet adapters of a partition; its vNICs are not among them. */
export async function readClientNetworkAdapters(
  session: Session,
  place: PartitionPlace,
  signal: AbortSignal,
): Promise<readonly ClientNetworkAdapterResource[]> {
  const collection = adaptersOf(session, place);
  const entries = await readFeed(session, collection, signal);
  return entries.map((entry) => resourceOf(kind, entry, collection));
}

/** Without a slot number the console takes the next free one, without a MAC it makes one up. */
export async function createClientNetworkAdapter(
  session: Session,
  place: PartitionPlace,
  adapter: NewClientNetworkAdapter,
  signal: AbortSignal,
): Promise<ClientNetworkAdapterResource> {
  const collection = adaptersOf(session, place);
  const content = ClientNetworkAdapter.build({
    ...(adapter.virtualSlotNumber === undefined ? nextSlot(session) : {}),
    ...adapter,
  });
  const created = await createEntry(session, collection, content, signal);
  return readEffect(() => resourceOf(kind, created, collection));
}

/** @throws PowerVmError NOT_FOUND ... */
export async function deleteClientNetworkAdapter(
  session: Session,
  place: PartitionPlace,
  adapter: ClientNetworkAdapterUuid,
  signal: AbortSignal,
): Promise<void> {
  await deleteEntry(session, childPath(adaptersOf(session, place), adapter), signal);
}

function adaptersOf(session: Session, place: PartitionPlace): ConsolePath {
  return childPath(partitionPath(session, place), 'ClientNetworkAdapter');
}
