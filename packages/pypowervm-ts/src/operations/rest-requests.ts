import type { ConsolePath } from '../session/console-path.ts';
import type { RestRequest } from '../transport/transport.ts';
import { serializeXml } from '../xml/serialize-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';

const atom = 'application/atom+xml';

/** Reads leave out the extended attribute groups, which are slow; a read of `ifNoneMatch`'s version answers 304. */
export function readRequest(path: ConsolePath, ifNoneMatch?: string): RestRequest {
  return {
    method: 'GET',
    path: withoutGroups(path),
    headers: { accept: atom, ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }) },
  };
}

export function putRequest(path: ConsolePath, content: XmlElement): RestRequest {
  return {
    method: 'PUT',
    path: withoutGroups(path),
    headers: { accept: atom, 'content-type': mediaType(path, content) },
    body: serializeXml(content),
  };
}

/** An etag belongs to the document with the same groups, so a change names them as the read did. */
export function postRequest(
  path: ConsolePath,
  content: XmlElement,
  ifMatch: string | undefined,
): RestRequest {
  return {
    method: 'POST',
    path: withoutGroups(path),
    headers: {
      accept: atom,
      'content-type': mediaType(path, content),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    body: serializeXml(content),
  };
}

export function deleteRequest(path: ConsolePath, ifMatch?: string): RestRequest {
  return { method: 'DELETE', path, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } };
}

/** Job templates and property reads take no group (pypowervm adapter.py). */
function withoutGroups(path: ConsolePath): string {
  return /\/(?:do|quick)(?:\/|$)/.test(path) ? path : `${path}?group=None`;
}

/** Job requests go to the uom service but belong to the web one, as their namespace says (job_request_power_off.txt). */
function mediaType(path: ConsolePath, content: XmlElement): string {
  const [service = path.split('/')[3]] = /(?:uom|web|pcm)(?=\/mc\/)/.exec(content.uri) ?? [];
  return `application/vnd.ibm.powervm.${service}+xml; type=${content.local}`;
}
