import { RestRefusal } from './rest-refusal.ts';

/** What a request addresses: a path of types and UUIDs, and what stands behind it. */
export interface RequestTarget {
  readonly service: string;
  readonly path: readonly string[];
  readonly suffix?: { readonly kind: 'do' | 'quick' | 'search'; readonly value: string };
  readonly query: URLSearchParams;
}

const suffixes = ['do', 'quick', 'search'] as const;

/** `/rest/api/SERVICE/TYPE/UUID/...`, perhaps `/do/OPERATION`, `/quick/...`, `/search/(KEY==VALUE)`. */
export function parseTarget(uri: string): RequestTarget {
  const [pathname = '', query = ''] = uri.split('?', 2);
  const [empty, rest, api, service = '', ...path] = pathname.split('/').map(decode);
  if (empty !== '' || rest !== 'rest' || api !== 'api')
    throw new RestRefusal(404, `There is nothing at ${pathname}.`);
  const target = { service, query: new URLSearchParams(query) };
  const kind = suffixes.find((suffix) => path.includes(suffix));
  if (kind === undefined) return { ...target, path };
  const at = path.indexOf(kind);
  // A searched value may hold a slash.
  return { ...target, path: path.slice(0, at), suffix: { kind, value: path.slice(at + 1).join('/') } };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new RestRefusal(400, `${JSON.stringify(part)} in the path is not percent-encoded text.`);
  }
}
