import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Control } from '../control/control.ts';
import { type Delivery, deliver, type Service } from '../control/deliver.ts';
import { controlPrefix, handleControl } from '../control/handle-control.ts';
import type { RestRequest, RestResponse } from '../rest/rest-request.ts';
import type { ServerCertificate } from './self-signed-certificate.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls?: ServerCertificate;
  /** Serves the control API, to whoever reaches the port. */
  readonly control?: Control;
}

export interface Listener {
  readonly url: string;
  /** Ends every connection at once. */
  readonly close: () => Promise<void>;
}

/** Why a server cannot listen where it was told to. */
class ListenFailure extends Error {
  override readonly name = 'ListenFailure';
  readonly code: string | undefined;

  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    super(`Nothing can listen on ${host}:${port} (${cause.code}); give another address, or port 0.`, {
      cause,
    });
    this.code = cause.code;
  }
}

const bodyLimit = 64 * 1024 * 1024;

/** Serves over HTTP, or HTTPS, what the in-process transport serves. */
export async function listen(service: Service, options: ListenOptions): Promise<Listener> {
  const { host, port, tls, control } = options;
  const scheme = tls === undefined ? 'http' : 'https';
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    serve(service, { incoming, outgoing, scheme, control }).catch(() => outgoing.destroy());
  };
  const server: Server =
    tls === undefined
      ? createServer(onRequest)
      : createTlsServer({ cert: tls.certificate, key: tls.key }, onRequest);
  server.on(tls === undefined ? 'connection' : 'secureConnection', () => service.counters.countConnection());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(new ListenFailure(host, port, cause)));
    server.listen({ host, port }, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly scheme: string;
  readonly control: Control | undefined;
}

async function serve(service: Service, { incoming, outgoing, scheme, control }: Exchange): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort(new Error('The client has gone.')));
  const request = await readRequest(incoming, scheme);
  if (request === undefined) {
    outgoing.writeHead(isMethod(incoming.method) ? 413 : 405, { connection: 'close' }).end();
    return;
  }
  if (control !== undefined && request.path.startsWith(controlPrefix)) {
    send(outgoing, { kind: 'whole', response: handleControl(control, request) });
    return;
  }
  send(outgoing, await deliver(service, request, gone.signal));
}

/** Undefined when the method is none of ours or the body is too long. */
async function readRequest(incoming: IncomingMessage, scheme: string): Promise<RestRequest | undefined> {
  const { method, url = '/', headers } = incoming;
  if (!isMethod(method)) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return {
    method,
    path: url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(length === 0 ? {} : { body: Buffer.concat(chunks).toString() }),
    ...originOf(`${scheme}://${headers.host ?? ''}`),
  };
}

/** Hrefs lead back by the name that the client used, if that is the name of a host and nothing else. */
function originOf(text: string): { readonly origin?: string } {
  if (!URL.canParse(text)) return {};
  const { origin } = new URL(text);
  return origin.length === text.length ? { origin } : {};
}

function send(outgoing: ServerResponse, delivery: Delivery): void {
  switch (delivery.kind) {
    case 'dropped':
      outgoing.destroy();
      return;
    case 'whole': {
      const body = writeHead(outgoing, delivery.response);
      outgoing.end(body);
      return;
    }
    case 'truncated': {
      const body = writeHead(outgoing, delivery.response);
      outgoing.write(body.subarray(0, delivery.keep), () => outgoing.destroy());
      return;
    }
  }
}

function writeHead(outgoing: ServerResponse, { status, headers, body }: RestResponse): Buffer {
  const bytes = Buffer.from(body);
  const isBodiless = status === 204 || status === 304;
  outgoing.writeHead(status, isBodiless ? headers : { ...headers, 'content-length': bytes.length });
  return bytes;
}

function isMethod(method: string | undefined): method is RestRequest['method'] {
  return method === 'GET' || method === 'PUT' || method === 'POST' || method === 'DELETE';
}
