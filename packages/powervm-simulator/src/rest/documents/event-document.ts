import { leaf, type Table } from './document-table.ts';

/** The types of the recorded feed and of pypowervm event.py [R]. */
export type EventType =
  | 'NEW_CLIENT'
  | 'CACHE_CLEARED'
  | 'MISSING_EVENTS'
  | 'ADD_URI'
  | 'MODIFY_URI'
  | 'DELETE_URI'
  | 'CUSTOM_CLIENT_EVENT';

/** `data` is a path of types and UUIDs, written as the URI that this reader uses, or a client's own text. */
export interface SimEvent {
  readonly uuid: string;
  readonly type: EventType;
  readonly id: string;
  readonly data: string | readonly string[];
  readonly detail: string;
}

export const eventTable: Table<{ readonly event: SimEvent; readonly data: string }> = [
  leaf('EventType', 'ROR', ({ event }) => event.type),
  leaf('EventID', 'ROR', ({ event }) => event.id),
  leaf('EventData', 'ROR', ({ data }) => data),
  leaf('EventDetail', 'ROR', ({ event }) => event.detail),
];
