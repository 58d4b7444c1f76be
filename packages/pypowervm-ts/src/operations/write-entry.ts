import type { AtomEntry } from '../atom/parse-atom.ts';
import type { ConsolePath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { entryOf, exchange } from './exchange.ts';
import { deleteRequest, postRequest, putRequest } from './rest-requests.ts';

/** Creates an object in a collection and answers it as the console made it. */
export async function createEntry(
  session: Session,
  collection: ConsolePath,
  content: XmlElement,
  signal: AbortSignal,
): Promise<AtomEntry> {
  const request = putRequest(collection, content);
  return entryOf(request, await exchange(session, request, signal));
}

export interface EntryUpdate {
  readonly path: ConsolePath;
  /** The whole object, with everything in it that was not understood. */
  readonly content: XmlElement;
  /** Of the version that the content was made from; a newer one on the console gives CONFLICT_ETAG. */
  readonly etag: string | undefined;
}

export async function updateEntry(
  session: Session,
  update: EntryUpdate,
  signal: AbortSignal,
): Promise<AtomEntry> {
  const request = postRequest(update.path, update.content, update.etag);
  return entryOf(request, await exchange(session, request, signal));
}

/** @throws PowerVmError NOT_FOUND when there is nothing to delete; callers for whom that is fine say so themselves */
export async function deleteEntry(
  session: Session,
  path: ConsolePath,
  signal: AbortSignal,
  etag?: string,
): Promise<void> {
  await exchange(session, deleteRequest(path, etag), signal);
}
