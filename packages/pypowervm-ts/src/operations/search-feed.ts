import type { AtomEntry } from '../atom/parse-atom.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { entriesOf, exchange } from './exchange.ts';
import { readRequest } from './rest-requests.ts';

export interface Search {
  /** A root type, e.g. `LogicalPartition`; children cannot be searched. */
  readonly type: string;
  /** A search key of that type, e.g. `PartitionName`. */
  readonly key: string;
  readonly value: string;
}

/** The objects of a type whose key has the value. */
export async function searchFeed(
  session: Session,
  { type, key, value }: Search,
  signal: AbortSignal,
): Promise<readonly AtomEntry[]> {
  if (!/^[A-Za-z]+$/.test(key)) {
    throw new PowerVmError(
      'OPTIONS_INVALID',
      `The search key ${JSON.stringify(key)} is not valid: expected letters only`,
    );
  }
  const all = readRequest(uomPath(type, 'search'));
  // The quotes belong to the syntax (pypowervm entry_wrapper.py); encodeURIComponent would leave one in the value.
  const quoted = encodeURIComponent(value).replaceAll("'", '%27');
  const request = { ...all, path: all.path.replace('?', `/(${key}=='${quoted}')?`) };
  return entriesOf(request, await exchange(session, request, signal));
}
