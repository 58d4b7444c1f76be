import type { AtomEntry } from '../atom/parse-atom.ts';
import type { ConsolePath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { entriesOf, entryOf, exchange } from './exchange.ts';
import { readRequest } from './rest-requests.ts';

/** One object. @throws PowerVmError NOT_FOUND, DOCUMENT_UNEXPECTED ... */
export async function readEntry(
  session: Session,
  path: ConsolePath,
  signal: AbortSignal,
): Promise<AtomEntry> {
  const request = readRequest(path);
  const answer = await exchange(session, request, signal);
  const entry = entryOf(request, answer);
  return entry.etag === undefined ? { ...entry, etag: answer.headers.etag } : entry;
}

/** All objects of a collection; none when it is empty. */
export async function readFeed(
  session: Session,
  path: ConsolePath,
  signal: AbortSignal,
): Promise<readonly AtomEntry[]> {
  const request = readRequest(path);
  return entriesOf(request, await exchange(session, request, signal));
}

export type ConditionalRead =
  | { readonly kind: 'notModified' }
  | {
      readonly kind: 'read';
      readonly entries: readonly AtomEntry[];
      /** For the next conditional read; undefined when the console gave none. */
      readonly etag: string | undefined;
    };

/** The object or collection, unless it is still as it was when the etag was given. */
export async function readIfChanged(
  session: Session,
  path: ConsolePath,
  etag: string | undefined,
  signal: AbortSignal,
): Promise<ConditionalRead> {
  const request = readRequest(path, etag);
  const answer = await exchange(session, request, signal);
  if (answer.status === 304) return { kind: 'notModified' };
  return { kind: 'read', entries: entriesOf(request, answer), etag: answer.headers.etag };
}
