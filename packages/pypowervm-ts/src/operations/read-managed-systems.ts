import { parseSystemUuid, type SystemUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { ManagedSystem } from '../wrappers/managed-system.ts';
import { type Resource, resourceOf } from './resource.ts';
import { entrySource, feedSource, readSource, type Source } from './source.ts';

export type ManagedSystemResource = Resource<ManagedSystem, SystemUuid>;

const kind = { table: ManagedSystem, parseUuid: parseSystemUuid };
const systems = uomPath('ManagedSystem');

/** Every system of the console: one for NovaLink, any number for an HMC. */
export function readManagedSystems(
  session: Session,
  signal: AbortSignal,
): Promise<readonly ManagedSystemResource[]> {
  const source = feedSource(systems, (entry) => resourceOf(kind, entry, systems));
  return readSource(session, source, signal);
}

/** One system, its SR-IOV adapters and physical ports included. */
export function readManagedSystem(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<ManagedSystemResource> {
  return readSource(session, managedSystemSource(system), signal);
}

export function managedSystemSource(system: SystemUuid): Source<ManagedSystemResource> {
  return entrySource(uomPath('ManagedSystem', system), (entry) => resourceOf(kind, entry, systems));
}
