import type { Branded } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';

/** A path on the session's own console: `/rest/api/` and one of its three services, without query. */
export type ConsolePath = Branded<string, 'ConsolePath'>;

const origin = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[0-9]{1,5})?(?=\/)/i;

/** Recorded paths use letters, digits, `-`, `_` and `.` only; nothing encoded, so nothing to decode differently. */
const path = /^\/rest\/api\/(?:uom|web|pcm)(?:\/[A-Za-z0-9_.-]+)+$/;

const longest = 2_048;

/**
 * Reduces an href out of a document to its path. The host in it is dropped, not followed: consoles name themselves by
 * addresses that only they know (recording event_feed.txt says `localhost`, sys_with_sriov.txt another address), so
 * every request goes to the session's own origin, and only to paths that the REST API has.
 * @throws PowerVmError HREF_REFUSED
 */
export function consolePath(href: string): ConsolePath {
  const refuse = (why: string): PowerVmError =>
    new PowerVmError('HREF_REFUSED', `The href ${shown(href)} is refused: ${why}`);
  if (href.length > longest) throw refuse(`it is longer than ${longest} characters`);
  const [beforeFragment = ''] = href.split('#', 1);
  const [address = ''] = beforeFragment.split('?', 1);
  const local = address.startsWith('/') ? address : withoutOrigin(address);
  if (local === undefined) throw refuse('it is neither a path nor a plain http(s) address');
  if (!path.test(local)) throw refuse('its path is not one of /rest/api/(uom|web|pcm)/...');
  if (local.split('/').some((segment) => /^\.+$/.test(segment))) throw refuse('it has dot segments');
  return local as ConsolePath;
}

/** A path below another one, each segment checked: identifiers and type names never need more. */
export function childPath(parent: ConsolePath, ...segments: readonly string[]): ConsolePath {
  return consolePath([parent, ...segments].join('/'));
}

/** The path of the uom service to these segments, e.g. `ManagedSystem`, its UUID, `VirtualIOServer`. */
export function uomPath(...segments: readonly string[]): ConsolePath {
  return consolePath(['/rest/api/uom', ...segments].join('/'));
}

function withoutOrigin(address: string): string | undefined {
  const found = origin.exec(address);
  return found === null ? undefined : address.slice(found[0].length);
}

function shown(href: string): string {
  const text = JSON.stringify(href.length > 120 ? `${href.slice(0, 117)}...` : href);
  return text.replace(/\/\/[^/@"]*@/, '//*******@');
}
