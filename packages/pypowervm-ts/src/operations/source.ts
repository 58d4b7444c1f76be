import type { AtomEntry } from '../atom/parse-atom.ts';
import { PowerVmError } from '../power-vm-error.ts';
import type { ConsolePath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { readEntry, readFeed, readIfChanged } from './read-entry.ts';

/** A document that is read again and again: where it is, and what its entries mean. */
export interface Source<Value> {
  readonly path: ConsolePath;
  readonly holds: 'entry' | 'feed';
  readonly interpret: (entries: readonly AtomEntry[]) => Value;
}

export type Reading<Value> =
  | { readonly kind: 'notModified' }
  | {
      readonly kind: 'read';
      readonly value: Value;
      /** For the next reading; undefined when the console gave none. */
      readonly etag: string | undefined;
    };

export async function readSource<Value>(
  session: Session,
  { path, holds, interpret }: Source<Value>,
  signal: AbortSignal,
): Promise<Value> {
  return interpret(
    holds === 'feed' ? await readFeed(session, path, signal) : [await readEntry(session, path, signal)],
  );
}

/** The value, unless the document is still as it was when the etag was given; without an etag it is always read. */
export async function readSourceIfChanged<Value>(
  session: Session,
  { path, interpret }: Source<Value>,
  etag: string | undefined,
  signal: AbortSignal,
): Promise<Reading<Value>> {
  const answer = await readIfChanged(session, path, etag, signal);
  return answer.kind === 'notModified'
    ? answer
    : { kind: 'read', value: interpret(answer.entries), etag: answer.etag };
}

/** A document with one object. */
export function entrySource<Value>(path: ConsolePath, interpret: (entry: AtomEntry) => Value): Source<Value> {
  return {
    path,
    holds: 'entry',
    interpret: ([entry]) => {
      if (entry !== undefined) return interpret(entry);
      throw new PowerVmError('DOCUMENT_UNEXPECTED', `${path} was answered without the object it is about`);
    },
  };
}

/** A document with any number of objects. */
export function feedSource<Value>(
  path: ConsolePath,
  interpret: (entry: AtomEntry) => Value,
): Source<readonly Value[]> {
  return { path, holds: 'feed', interpret: (entries) => entries.map(interpret) };
}
