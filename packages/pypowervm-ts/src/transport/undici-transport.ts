import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { PowerVmError } from '../power-vm-error.ts';
import { connectionFailure } from './connection-failure.ts';
import { throwIfAborted } from './throw-if-aborted.ts';
import type { TlsPolicy } from './tls-options.ts';
import { isMutating, nameOf, type RestRequest, type RestResponse, type Transport } from './transport.ts';
import { verifiedConnector } from './verified-connector.ts';

export interface UndiciTransportOptions {
  /** Scheme, host and port, e.g. `https://hmc.example:443`. */
  readonly origin: string;
  readonly tls: TlsPolicy;
  readonly connections: number;
  readonly connectMilliseconds: number;
  /** The longest wait for the status line; an event poll holds it for about 10 s (pypowervm wrappers/event.py). */
  readonly headersMilliseconds: number;
  readonly answerBytes: number;
}

export interface SocketTransport {
  readonly origin: string;
  readonly send: Transport;
  close(): Promise<void>;
}

/** The transport over real sockets: kept alive, bounded in number, each verified, redirects never followed. */
export function undiciTransport(options: UndiciTransportOptions): SocketTransport {
  const { origin } = options;
  const pool = new Pool(origin, {
    connections: options.connections,
    pipelining: 1,
    connect: verifiedConnector(options.tls, options.connectMilliseconds),
    headersTimeout: options.headersMilliseconds,
    bodyTimeout: options.headersMilliseconds,
  });

  const send: Transport = async (request, signal) => {
    throwIfAborted(signal, nameOf(request));
    let phase: 'head' | 'body' = 'head';
    try {
      const answer = await pool.request({ ...request, body: request.body ?? null, signal });
      phase = 'body';
      const body = await readBody(answer, request, options);
      refuseRedirect(answer.statusCode, request, origin);
      return { status: answer.statusCode, headers: flattened(answer.headers), body };
    } catch (failure) {
      throw connectionFailure(failure, { origin, request, signal, phase });
    }
  };
  return { origin, send, close: () => pool.destroy() };
}

async function readBody(
  answer: Dispatcher.ResponseData,
  request: RestRequest,
  { origin, answerBytes }: UndiciTransportOptions,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > answerBytes) {
      throw new PowerVmError(
        'ANSWER_TOO_LARGE',
        `${nameOf(request)} on ${origin} was answered with more than ${answerBytes} bytes; raise the limit if that is right`,
        { status: answer.statusCode, effectUnknown: isMutating(request) },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A redirect would carry the session's token to wherever it points; 304 alone is an answer, "not modified". */
function refuseRedirect(status: number, request: RestRequest, origin: string): void {
  if (status < 300 || status >= 400 || status === 304) return;
  throw new PowerVmError(
    'REDIRECT_REFUSED',
    `${nameOf(request)} on ${origin} was answered with a redirect (${status}), which is never followed; give the console’s own address`,
    { status, effectUnknown: isMutating(request) },
  );
}

function flattened(headers: IncomingHttpHeaders): RestResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
