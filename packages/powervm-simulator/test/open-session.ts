import type { RestRequest, RestResponse } from '../src/rest/rest-request.ts';
import type { Simulator } from '../src/simulator.ts';
import { readXml } from '../src/xml/read-xml.ts';
import { descendantOf, type SimElement, textOf } from '../src/xml/sim-element.ts';

const web = 'http://www.ibm.com/xmlns/systems/power/firmware/web/mc/2012_10/';
const uom = 'http://www.ibm.com/xmlns/systems/power/firmware/uom/mc/2012_10/';

export interface TestSession {
  readonly token: string;
  /** The LogonResponse as it came. */
  readonly logonAnswer: string;
  /** Path after `/rest/api/`. */
  readonly send: (
    method: RestRequest['method'],
    path: string,
    more?: {
      readonly body?: string;
      readonly headers?: Record<string, string>;
      readonly signal?: AbortSignal;
    },
  ) => Promise<RestResponse>;
}

export function logonBody(user: string, password: string): string {
  return `<LogonRequest xmlns="${web}" schemaVersion="V1_0"><UserID>${user}</UserID><Password>${password}</Password></LogonRequest>`;
}

/** A client of the plainest kind, on the in-process transport. */
export async function openSession(simulator: Simulator): Promise<TestSession> {
  const never = new AbortController().signal;
  const logon = await simulator.transport(
    {
      method: 'PUT',
      path: '/rest/api/web/Logon',
      headers: {},
      body: logonBody(simulator.user, simulator.password),
    },
    never,
  );
  const token = textOf(readXml(logon.body), 'X-API-Session') ?? '';
  return {
    token,
    logonAnswer: logon.body,
    send: (method, path, { body, headers = {}, signal = never } = {}) =>
      simulator.transport(
        {
          method,
          path: `/rest/api/${path}`,
          headers: { 'x-api-session': token, ...headers },
          ...(body === undefined ? {} : { body }),
        },
        signal,
      ),
  };
}

/** An element as clients send it: bound to the uom namespace by prefix and by default. */
export function uomElement(type: string, inside: string): string {
  return `<${type}:${type} xmlns:${type}="${uom}" xmlns="${uom}" schemaVersion="V1_0">${inside}</${type}:${type}>`;
}

/** The typed elements in an entry or feed. */
export function contentsOf(response: RestResponse): readonly SimElement[] {
  const root = readXml(response.body);
  const entries = root.name === 'feed' ? root.children.filter(({ name }) => name === 'entry') : [root];
  return entries.map((entry) => {
    const content = descendantOf(entry, 'content')?.children[0];
    if (content === undefined) throw new Error(`no content in ${response.body}`);
    return content;
  });
}

export function contentOf(response: RestResponse): SimElement {
  const [content] = contentsOf(response);
  if (content === undefined) throw new Error(`no entry in ${response.body}`);
  return content;
}

export function uuidOf(content: SimElement): string {
  return descendantOf(content, 'Metadata', 'Atom', 'AtomID')?.text ?? '';
}

/** The message of an HttpErrorResponse. */
export function messageOf(response: RestResponse): string {
  return textOf(contentOf(response), 'Message') ?? '';
}
