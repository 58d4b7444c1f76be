import { readXml } from '../xml/read-xml.ts';
import { textOf } from '../xml/sim-element.ts';
import { type Answer, atomAnswer, noContent } from './answers.ts';
import { type AtomEntry, writeEntry, writeFeed } from './atom.ts';
import type { Console } from './console.ts';
import type { Rendering } from './documents/document-table.ts';
import { schemaNode } from './documents/document-table.ts';
import { eventTable, type SimEvent } from './documents/event-document.ts';
import type { RequestTarget } from './parse-target.ts';
import { hrefOf, renderingFor } from './render-resource.ts';
import { etagOf } from './resource.ts';
import { RestRefusal } from './rest-refusal.ts';
import type { RestRequest } from './rest-request.ts';

/** `GET Event` waits for events, `PUT Event` tells every reader one of a client's own (powervm-rest.md: events). */
export async function handleEvents(
  console: Console,
  asked: { readonly request: RestRequest; readonly target: RequestTarget },
  signal: AbortSignal,
): Promise<Answer> {
  const { request, target } = asked;
  const rendering = renderingFor(console, asked);
  const now = console.platform.clock.now();
  if (request.method === 'PUT')
    return atomAnswer(writeEntry(entryOf(announce(console, request), rendering), now));
  if (request.method !== 'GET' || target.path.length > 1)
    throw new RestRefusal(405, 'Events are read, or put.');

  const applicationId = target.query.get('QUEUE_APPLICATIONID') ?? request.headers['x-api-session'] ?? '';
  const events = await console.events.read(applicationId, signal);
  if (events.length === 0) return noContent;
  const feed = {
    self: hrefOf(request, request.path),
    console: rendering.href(['ManagementConsole', console.platform.state.console.uuid]),
    entries: events.map((event) => entryOf(event, rendering)),
  };
  return atomAnswer(writeFeed(feed, console.platform.clock.now()), etagOf(events.map(({ id }) => id)));
}

function announce({ events }: Console, request: RestRequest): SimEvent {
  const element = readXml(request.body ?? '');
  if (element.name !== 'Event') throw new RestRefusal(400, `The body is a ${element.name}, not an Event.`);
  const data = textOf(element, 'EventData') ?? '';
  return events.publish({ type: 'CUSTOM_CLIENT_EVENT', data, detail: textOf(element, 'EventDetail') ?? '' });
}

function entryOf(event: SimEvent, rendering: Rendering): AtomEntry {
  const data = typeof event.data === 'string' ? event.data : rendering.href(event.data);
  const metadata = {
    name: 'Metadata',
    children: [
      {
        name: 'Atom',
        children: [
          { name: 'AtomID', text: event.uuid },
          { name: 'AtomCreated', text: '0' },
        ],
      },
    ],
  };
  return {
    id: event.uuid,
    service: 'uom',
    content: schemaNode('Event', eventTable, { event, data }, rendering, {}, metadata),
    self: rendering.href(['Event', event.uuid]),
    etag: etagOf([event.uuid]),
  };
}
