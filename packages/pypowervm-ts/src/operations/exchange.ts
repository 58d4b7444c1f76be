import { type AtomEntry, parseEntry, parseFeed } from '../atom/parse-atom.ts';
import { PowerVmError, withEffectUnknown } from '../power-vm-error.ts';
import {
  isMutating,
  nameOf,
  type RestRequest,
  type RestResponse,
  type Transport,
} from '../transport/transport.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { refusalOf } from './refusal-of.ts';

/** What operations need of a session. */
interface Sender {
  readonly send: Transport;
}

/** Sends the request and turns a refusal into its error; 304 and 204 are answers. */
export async function exchange(
  session: Sender,
  request: RestRequest,
  signal: AbortSignal,
): Promise<RestResponse> {
  const answer = await session.send(request, signal);
  if (answer.status >= 400) throw refusalOf(request, answer);
  return answer;
}

/** The objects in an answer: those of a feed, or the one of an entry; a feed without any may be answered 204. */
export function entriesOf(request: RestRequest, answer: RestResponse): readonly AtomEntry[] {
  if (answer.status === 204) return [];
  return understood(request, () => {
    const root = parseXml(answer.body);
    return root.local === 'feed' ? parseFeed(root).entries : [parseEntry(root)];
  });
}

export function entryOf(request: RestRequest, answer: RestResponse): AtomEntry {
  return understood(request, () => {
    if (answer.status !== 204) return parseEntry(parseXml(answer.body));
    throw new PowerVmError(
      'DOCUMENT_UNEXPECTED',
      `${nameOf(request)} was answered without the object it is about`,
    );
  });
}

function understood<Value>(request: RestRequest, read: () => Value): Value {
  return isMutating(request) ? readEffect(read) : read();
}

/** Reads what a changing request was answered with: if it makes no sense, the request was executed all the same, perhaps. */
export function readEffect<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (failure) {
    throw failure instanceof PowerVmError ? withEffectUnknown(failure) : failure;
  }
}
