import type { AtomEntry } from '../atom/parse-atom.ts';
import { PowerVmError } from '../power-vm-error.ts';
import type { ConsolePath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { readEntry } from './read-entry.ts';
import { updateEntry } from './write-entry.ts';

export interface UpdateRetries {
  readonly tries: number;
  readonly longestWaitMilliseconds: number;
}

/** pypowervm goes on for 60 tries, which can take half an hour; a writer that loses 20 races should tell. */
const defaultRetries: UpdateRetries = { tries: 20, longestWaitMilliseconds: 60_000 };

/**
 * Changes an object that others change too: reads it, applies the change to that very version, and starts again when
 * someone was faster. The change is called once per try with the current object; it answers the whole new content, or
 * undefined when nothing is left to do.
 */
export async function updateWithRetry(
  session: Session,
  path: ConsolePath,
  change: (current: AtomEntry) => XmlElement | undefined,
  signal: AbortSignal,
  retries: Partial<UpdateRetries> = {},
): Promise<AtomEntry> {
  const { tries, longestWaitMilliseconds } = { ...defaultRetries, ...retries };
  for (let lost = 1; ; lost += 1) {
    const current = await readEntry(session, path, signal);
    const content = change(current);
    if (content === undefined || content === current.content) return current;
    try {
      return await updateEntry(session, { path, content, etag: current.etag }, signal);
    } catch (failure) {
      if (!(failure instanceof PowerVmError) || failure.code !== 'CONFLICT_ETAG' || lost >= tries)
        throw failure;
    }
    await session.clock.sleep(session.random() * Math.min(lost * 1_000, longestWaitMilliseconds), signal);
  }
}
