import { uomNamespace } from '../xml/namespaces.ts';
import { integer, oneOf, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

/** Where to look again. For the URI events the data is the URI; custom events carry what their sender put in. */
export const Event = defineElement({
  name: 'Event',
  namespace: uomNamespace,
  knownBy: 'eventId',
  properties: {
    eventType: leaf(
      'EventType',
      oneOf(
        'NEW_CLIENT',
        'CACHE_CLEARED',
        'MISSING_EVENTS',
        'ADD_URI',
        'MODIFY_URI',
        'DELETE_URI',
        'INVALID_URI',
        'HIDDEN_URI',
        'VISIBLE_URI',
        'CUSTOM_CLIENT_EVENT',
      ),
    ),
    eventId: leaf('EventID', integer),
    eventData: leaf('EventData', text),
    eventDetail: leaf('EventDetail', text),
  },
});

export type Event = ReadOf<typeof Event>;
