import { readXml } from '../xml/read-xml.ts';
import type { SimElement } from '../xml/sim-element.ts';
import { type Answer, atomAnswer, jsonAnswer, noContent } from './answers.ts';
import { writeEntry, writeFeed } from './atom.ts';
import type { Console } from './console.ts';
import { checkOrder } from './documents/check-order.ts';
import { findCollection } from './find-collection.ts';
import type { RequestTarget } from './parse-target.ts';
import { quickValues } from './quick-values.ts';
import { entryOf, hrefOf, renderingFor } from './render-resource.ts';
import { type Collection, etagOf, type Resource } from './resource.ts';
import { RestRefusal } from './rest-refusal.ts';
import type { RestRequest } from './rest-request.ts';
import { searchResources } from './search-resources.ts';

interface ObjectRequest {
  readonly request: RestRequest;
  readonly target: RequestTarget;
}

/** Reads and changes of the objects that have URIs (powervm-rest.md: documents, change protocol). */
export function handleObjects(console: Console, asked: ObjectRequest): Answer {
  const { path } = asked.target;
  const collection = findCollection(console.platform, path);
  if (collection !== undefined) return handleCollection(console, asked, collection);
  const parent = findCollection(console.platform, path.slice(0, -1));
  const resource = parent?.find(path.at(-1) ?? '');
  if (parent === undefined || resource === undefined)
    throw new RestRefusal(404, `There is no ${path.join('/')}.`);
  return handleObject(console, asked, { collection: parent, resource });
}

function handleCollection(console: Console, asked: ObjectRequest, collection: Collection): Answer {
  const { request, target } = asked;
  if (request.method === 'PUT') return create(console, asked, collection);
  if (request.method !== 'GET') throw notAllowed(request, collection.type);
  const all = collection.list();
  switch (target.suffix?.kind) {
    case 'quick': {
      const rendering = renderingFor(console, asked);
      return jsonAnswer(all.map((resource) => quickValues(resource, rendering)));
    }
    case 'search':
      return feedAnswer(
        console,
        asked,
        searchResources(all, target.suffix.value, renderingFor(console, asked)),
      );
    case 'do':
    case undefined:
      return feedAnswer(console, asked, all);
  }
}

function handleObject(
  console: Console,
  asked: ObjectRequest,
  { collection, resource }: { collection: Collection; resource: Resource },
): Answer {
  const { request, target } = asked;
  switch (request.method) {
    case 'GET':
      return target.suffix?.kind === 'quick'
        ? quickAnswer(target.suffix.value, quickValues(resource, renderingFor(console, asked)))
        : entryAnswer(console, asked, resource);
    case 'POST': {
      if (collection.update === undefined) throw notAllowed(request, collection.type);
      checkMatch(request, resource);
      collection.update(resource.uuid, readBody(console, request, collection));
      return entryAnswer(console, asked, collection.find(resource.uuid) ?? resource);
    }
    case 'DELETE':
      if (collection.remove === undefined) throw notAllowed(request, collection.type);
      checkMatch(request, resource, 'optional');
      collection.remove(resource.uuid);
      return noContent;
    case 'PUT':
      throw notAllowed(request, collection.type);
  }
}

function create(console: Console, asked: ObjectRequest, collection: Collection): Answer {
  if (collection.create === undefined) throw notAllowed(asked.request, collection.type);
  const uuid = collection.create(readBody(console, asked.request, collection));
  const made = collection.find(uuid);
  // A logical port that moved silently may belong to another owner by now.
  return made === undefined ? noContent : entryAnswer(console, asked, made);
}

function readBody(console: Console, request: RestRequest, collection: Collection): SimElement {
  const element = readXml(request.body ?? '');
  if (element.name !== collection.type) {
    throw new RestRefusal(400, `The body is a ${element.name}, not a ${collection.type}.`);
  }
  const disorder = checkOrder(element, collection.shapes, console.unknownElements);
  if (disorder !== undefined) throw new RestRefusal(400, `The document is not in schema order: ${disorder}.`);
  return element;
}

/** A change needs the etag of what it changes: a stale one is refused, and so is none. */
function checkMatch(
  request: RestRequest,
  resource: Resource,
  need: 'required' | 'optional' = 'required',
): void {
  const given = request.headers['if-match'];
  if (given === resource.etag || (given === undefined && need === 'optional')) return;
  if (given === undefined) throw new RestRefusal(400, `A change of ${resource.type} needs If-Match.`);
  throw new RestRefusal(
    412,
    `${resource.type} ${resource.uuid} has changed: If-Match is ${given}, its etag ${resource.etag}.`,
  );
}

function entryAnswer(console: Console, asked: ObjectRequest, resource: Resource): Answer {
  if (isUnchanged(asked.request, resource.etag)) return notModified(resource.etag);
  const entry = entryOf(resource, renderingFor(console, asked), asked.target);
  return atomAnswer(writeEntry(entry, console.platform.clock.now()), resource.etag);
}

function feedAnswer(console: Console, asked: ObjectRequest, resources: readonly Resource[]): Answer {
  if (resources.length === 0) return noContent;
  const etag = etagOf(resources.flatMap((resource) => [resource.uuid, resource.etag]));
  if (isUnchanged(asked.request, etag)) return notModified(etag);
  const rendering = renderingFor(console, asked);
  const { state, clock } = console.platform;
  const feed = {
    self: hrefOf(asked.request, asked.request.path),
    ...(!asked.target.query.has('group') && {
      console: rendering.href(['ManagementConsole', state.console.uuid]),
    }),
    entries: resources.map((resource) => entryOf(resource, rendering, asked.target)),
  };
  return atomAnswer(writeFeed(feed, clock.now()), etag);
}

function quickAnswer(property: string, values: Readonly<Record<string, string>>): Answer {
  if (property === 'All') return jsonAnswer(values);
  const value = values[property];
  if (value === undefined) throw new RestRefusal(404, `There is no quick property ${property}.`);
  return jsonAnswer(value);
}

function isUnchanged(request: RestRequest, etag: string): boolean {
  return request.method === 'GET' && request.headers['if-none-match'] === etag;
}

function notModified(etag: string): Answer {
  return { status: 304, headers: { etag } };
}

function notAllowed(request: RestRequest, type: string): RestRefusal {
  return new RestRefusal(405, `${request.method} is not possible on ${type} here.`);
}
