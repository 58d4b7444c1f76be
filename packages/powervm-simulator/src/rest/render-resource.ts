import type { AtomEntry } from './atom.ts';
import { type Console, schemaVersionOf } from './console.ts';
import type { Rendering } from './documents/document-table.ts';
import type { RequestTarget } from './parse-target.ts';
import type { Resource } from './resource.ts';
import type { RestRequest } from './rest-request.ts';

/** The origin of hrefs for clients in the same process, who name no host. */
const inProcessOrigin = 'https://sim.invalid:12443';

/** An absolute URI under the origin by which this client reaches the console. */
export function hrefOf({ origin = inProcessOrigin }: RestRequest, path: string): string {
  return origin + path;
}

export function renderingFor(
  console: Console,
  { request, target }: { readonly request: RestRequest; readonly target: RequestTarget },
): Rendering {
  return {
    href: (path) => hrefOf(request, `/rest/api/uom/${path.join('/')}`),
    hasGroup: groupsOf(target),
    schemaVersion: schemaVersionOf(console),
  };
}

export function entryOf(resource: Resource, rendering: Rendering, { query }: RequestTarget): AtomEntry {
  const group = query.get('group');
  return {
    id: resource.uuid,
    service: 'uom',
    content: resource.render(rendering),
    self: `${rendering.href(resource.path)}${group === null ? '' : `?group=${group}`}`,
    etag: resource.etag,
  };
}

/** No group parameter shows every group, as recorded in vnic_feed.txt; `None` shows none of them [R]. */
function groupsOf({ query }: RequestTarget): (group: string) => boolean {
  const asked = query.get('group')?.split(',');
  if (asked === undefined || asked.includes('All')) return () => true;
  return (group) => asked.includes(group);
}
