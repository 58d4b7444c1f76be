import { parseViosUuid, type SystemUuid, type ViosUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { VirtualIoServer } from '../wrappers/virtual-io-server.ts';
import { type Resource, resourceOf } from './resource.ts';
import { feedSource, readSource, type Source } from './source.ts';

export type VirtualIoServerResource = Resource<VirtualIoServer, ViosUuid>;

const kind = { table: VirtualIoServer, parseUuid: parseViosUuid };

export function readVirtualIoServers(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<readonly VirtualIoServerResource[]> {
  return readSource(session, virtualIoServersSource(system), signal);
}

export function virtualIoServersSource(system: SystemUuid): Source<readonly VirtualIoServerResource[]> {
  const collection = uomPath('ManagedSystem', system, 'VirtualIOServer');
  return feedSource(collection, (entry) => resourceOf(kind, entry, collection));
}

/** The href by which a backing device names its VIOS. */
export function virtualIoServerHref(session: Session, system: SystemUuid, vios: ViosUuid): string {
  return session.origin + uomPath('ManagedSystem', system, 'VirtualIOServer', vios);
}
