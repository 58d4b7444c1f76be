import { parseSystemUuid, type SystemUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { ManagedSystem } from '../wrappers/managed-system.ts';
import { readEntry, readFeed } from './read-entry.ts';
import { type Resource, resourceOf } from './resource.ts';

export type ManagedSystemResource = Resource<ManagedSystem, SystemUuid>;

const kind = { table: ManagedSystem, parseUuid: parseSystemUuid };
const systems = uomPath('ManagedSystem');

/** Every system of the console: one for NovaLink, any number for an HMC. */
export async function readManagedSystems(
  session: Session,
  signal: AbortSignal,
): Promise<readonly ManagedSystemResource[]> {
  return (await readFeed(session, systems, signal)).map((entry) => resourceOf(kind, entry, systems));
}

/** One system, its SR-IOV adapters and physical ports included. */
export async function readManagedSystem(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<ManagedSystemResource> {
  return resourceOf(kind, await readEntry(session, uomPath('ManagedSystem', system), signal), systems);
}
