import { entriesOf, exchange } from '../operations/exchange.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { RestRequest } from '../transport/transport.ts';
import { Event } from '../wrappers/event.ts';
import { type ConsoleEvent, consoleEvent } from './console-event.ts';

/** What one poll brought, in the console's order; never empty. */
export type EventBatch = readonly ConsoleEvent[];

export interface EventWatch {
  /** Hexadecimal name of this listener's queue on the console; two listeners of one name would take each other's events. */
  readonly applicationId: string;
  /** First and longest wait after polls that failed; the waits double. */
  readonly firstWaitMilliseconds?: number;
  readonly longestWaitMilliseconds?: number;
}

/** A console that does not hold an empty poll open is asked no more often than this. */
const emptyPollMilliseconds = 1_000;

/** Errors that no later poll can mend. */
const final: ReadonlySet<string> = new Set([
  'LOGON_REFUSED',
  'SESSION_CLOSED',
  'OPTIONS_INVALID',
  'FORBIDDEN',
]);

/**
 * Listens to the console: one long poll at a time (a console refuses more per session, published as REST026C), the
 * next when the batch was taken, so that nothing piles up here. Whenever events may have been lost the batch holds a
 * `resync`: at a failed poll at once, and again when polls succeed. Ends when the signal is aborted.
 * @throws PowerVmError when listening cannot go on, e.g. LOGON_REFUSED
 */
export async function* watchEvents(
  session: Session,
  watch: EventWatch,
  signal: AbortSignal,
): AsyncGenerator<EventBatch, void, undefined> {
  const { firstWaitMilliseconds = 5_000, longestWaitMilliseconds = 60_000 } = watch;
  const request = pollRequest(watch.applicationId);
  let backoff = 0;
  while (!signal.aborted) {
    const start = session.clock.now();
    const polled = await poll(session, request, signal);
    if (signal.aborted) return;
    if (polled.kind === 'failed') {
      if (final.has(polled.error.code)) throw polled.error;
      if (backoff === 0) yield [{ kind: 'resync', why: 'POLL_FAILED', cause: polled.error }];
      backoff = backoff === 0 ? firstWaitMilliseconds : Math.min(backoff * 2, longestWaitMilliseconds);
      await pause(session, backoff, signal);
      continue;
    }
    if (backoff > 0) yield [{ kind: 'resync', why: 'RECONNECTED' }, ...polled.events];
    else if (polled.events.length > 0) yield polled.events;
    else await pause(session, start + emptyPollMilliseconds - session.clock.now(), signal);
    backoff = 0;
  }
}

/** Giving up is a normal end of listening; the loop sees it in the signal. */
async function pause(session: Session, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await session.clock.sleep(milliseconds, signal).catch(() => undefined);
}

type Polled =
  | { readonly kind: 'answered'; readonly events: EventBatch }
  | { readonly kind: 'failed'; readonly error: PowerVmError };

async function poll(session: Session, request: RestRequest, signal: AbortSignal): Promise<Polled> {
  try {
    const entries = entriesOf(request, await exchange(session, request, signal));
    return { kind: 'answered', events: entries.map(({ content }) => consoleEvent(Event.read(content))) };
  } catch (error) {
    if (error instanceof PowerVmError) return { kind: 'failed', error };
    throw error;
  }
}

function pollRequest(applicationId: string): RestRequest {
  if (!/^[0-9A-Fa-f]{1,32}$/.test(applicationId)) {
    throw new PowerVmError(
      'OPTIONS_INVALID',
      'The application id of an event queue is 1 to 32 hexadecimal digits',
    );
  }
  const query = `QUEUE_CLIENTKEY_METHOD=USE_APPLICATIONID&QUEUE_APPLICATIONID=${applicationId}`;
  return { method: 'GET', path: `${uomPath('Event')}?${query}`, headers: { accept: 'application/atom+xml' } };
}
