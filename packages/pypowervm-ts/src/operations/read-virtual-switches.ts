import { parseVirtualSwitchUuid, type SystemUuid, type VirtualSwitchUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { VirtualSwitch } from '../wrappers/virtual-switch.ts';
import { readFeed } from './read-entry.ts';
import { type Resource, resourceOf } from './resource.ts';

export type VirtualSwitchResource = Resource<VirtualSwitch, VirtualSwitchUuid>;

export async function readVirtualSwitches(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<readonly VirtualSwitchResource[]> {
  const collection = uomPath('ManagedSystem', system, 'VirtualSwitch');
  const entries = await readFeed(session, collection, signal);
  const kind = { table: VirtualSwitch, parseUuid: parseVirtualSwitchUuid };
  return entries.map((entry) => resourceOf(kind, entry, collection));
}

/** The href by which a client network adapter names its switch. */
export function virtualSwitchHref(
  session: Session,
  system: SystemUuid,
  virtualSwitch: VirtualSwitchUuid,
): string {
  return session.origin + uomPath('ManagedSystem', system, 'VirtualSwitch', virtualSwitch);
}
