import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { Event } from '../wrappers/event.ts';
import { exchange } from './exchange.ts';
import { putRequest } from './rest-requests.ts';

export interface CustomEvent {
  /** What it is about, usually an href. */
  readonly data: string;
  /** Free text; the field's convention is JSON. */
  readonly detail: string;
}

/** Broadcasts a custom event to every listener of the console (pypowervm wrappers/event.py). */
export async function pushEvent(
  session: Session,
  { data, detail }: CustomEvent,
  signal: AbortSignal,
): Promise<void> {
  const content = Event.build({ eventData: data, eventDetail: detail });
  await exchange(session, putRequest(uomPath('Event'), content), signal);
}
