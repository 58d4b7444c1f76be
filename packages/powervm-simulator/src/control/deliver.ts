import { errorAnswer, toResponse } from '../rest/answers.ts';
import type { Console } from '../rest/console.ts';
import { handleRequest } from '../rest/handle-request.ts';
import type { RestRequest, RestResponse } from '../rest/rest-request.ts';
import type { Counters } from './counters.ts';
import type { Fault } from './fault-rule.ts';
import type { Faults } from './faults.ts';

/** What reaches the client of an answer. */
export type Delivery =
  | { readonly kind: 'whole'; readonly response: RestResponse }
  /** The first `keep` bytes of the body, then the connection ends. */
  | { readonly kind: 'truncated'; readonly response: RestResponse; readonly keep: number }
  | { readonly kind: 'dropped' };

export interface Service {
  readonly console: Console;
  readonly faults: Faults;
  readonly counters: Counters;
}

/** Answers a request as {@link handleRequest} does, or as the fault says that strikes it. */
export async function deliver(
  service: Service,
  request: RestRequest,
  signal: AbortSignal,
): Promise<Delivery> {
  const { console, faults, counters } = service;
  counters.countRequest(request);
  const fault = faults.strike(request);
  const delivery =
    fault === undefined
      ? whole(await handleRequest(console, request, signal))
      : await deliverFaulty(console, { request, fault }, signal);
  if (delivery.kind !== 'dropped') counters.countAnswer(Buffer.byteLength(delivery.response.body));
  return delivery;
}

async function deliverFaulty(
  console: Console,
  { request, fault }: { readonly request: RestRequest; readonly fault: Fault },
  signal: AbortSignal,
): Promise<Delivery> {
  const refuse = (status: number, message: string): Delivery =>
    whole(toResponse(errorAnswer({ request, status, message }, console.platform.clock.now()), {}));
  switch (fault.fault) {
    case 'latency':
      await pass(console, fault.ms, signal);
      return whole(await handleRequest(console, request, signal));
    case '503-xml':
      return refuse(503, 'The service is not available; try again later.');
    case '503-html':
      return whole({ status: 503, headers: { 'content-type': 'text/html' }, body: unavailablePage });
    case 'busy':
      // The words are those that clients look for (fake_httperror.txt [R], HSCL3205 [H]).
      return refuse(
        500,
        'HSCL3205 The system is currently too busy; a VIOS is busy processing some other request.',
      );
    case '412':
      return refuse(412, 'The object has changed since it was read.');
    case '401':
      return refuse(401, 'The session has expired.');
    case 'redirect':
      return whole({ status: 302, headers: { location: fault.location }, body: '' });
    case 'drop-before':
      return { kind: 'dropped' };
    case 'drop-after':
      await handleRequest(console, request, signal);
      return { kind: 'dropped' };
    case 'truncate': {
      const response = await handleRequest(console, request, signal);
      return {
        kind: 'truncated',
        response,
        keep: fault.keep ?? Math.floor(Buffer.byteLength(response.body) / 2),
      };
    }
  }
}

const unavailablePage =
  '<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>';

function whole(response: RestResponse): Delivery {
  return { kind: 'whole', response };
}

function pass({ platform }: Console, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = platform.clock.after(ms, resolve);
    const abort = (): void => {
      cancel();
      reject(signal.reason instanceof Error ? signal.reason : new Error('The request was aborted.'));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
