import { parseViosUuid, type SystemUuid, type ViosUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { VirtualIoServer } from '../wrappers/virtual-io-server.ts';
import { readFeed } from './read-entry.ts';
import { type Resource, resourceOf } from './resource.ts';

export type VirtualIoServerResource = Resource<VirtualIoServer, ViosUuid>;

const kind = { table: VirtualIoServer, parseUuid: parseViosUuid };

export async function readVirtualIoServers(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<readonly VirtualIoServerResource[]> {
  const collection = uomPath('ManagedSystem', system, 'VirtualIOServer');
  return (await readFeed(session, collection, signal)).map((entry) => resourceOf(kind, entry, collection));
}

/** The href by which a backing device names its VIOS. */
export function virtualIoServerHref(session: Session, system: SystemUuid, vios: ViosUuid): string {
  return session.origin + uomPath('ManagedSystem', system, 'VirtualIOServer', vios);
}
