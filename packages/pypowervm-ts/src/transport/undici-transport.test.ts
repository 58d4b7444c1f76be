import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { never } from '../../test/never.ts';
import type { PowerVmError } from '../power-vm-error.ts';
import type { RestRequest } from './transport.ts';
import { type SocketTransport, undiciTransport } from './undici-transport.ts';

const read: RestRequest = { method: 'GET', path: '/rest/api/uom/ManagedSystem', headers: {} };
const create: RestRequest = {
  method: 'PUT',
  path: '/rest/api/uom/LogicalPartition/1/VirtualNICDedicated?group=None',
  headers: {},
  body: '<VirtualNICDedicated/>',
};

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Listening {
  listen(port: number, host: string, listening: () => void): unknown;
  address(): AddressInfo | string | null;
  close(): unknown;
}

async function listen(server: Listening): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function connectedTo(
  port: number,
  limits: { answerBytes?: number; headersMilliseconds?: number } = {},
): SocketTransport {
  const transport = undiciTransport({
    origin: `http://127.0.0.1:${port}`,
    tls: { verify: 'authority' },
    connections: 4,
    connectMilliseconds: 2_000,
    headersMilliseconds: 10_000,
    answerBytes: 10_000,
    ...limits,
  });
  closing.push(() => transport.close());
  return transport;
}

async function serve(listener: RequestListener): Promise<SocketTransport> {
  return connectedTo(await listen(createServer(listener)));
}

/** A server of raw bytes: it answers the first bytes of a request with exactly these. */
async function serveBytes(bytes: string, then: (socket: Socket) => void): Promise<SocketTransport> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(bytes, () => then(socket)));
  });
  return connectedTo(await listen(server));
}

async function failureOf(work: Promise<unknown>): Promise<PowerVmError> {
  return work.then(
    (value) => expect.fail(`expected a failure, got ${JSON.stringify(value)}`),
    (error: PowerVmError) => error,
  );
}

describe('undiciTransport', () => {
  it('carries method, path, headers and body, and answers whatever the server says', async () => {
    const { send } = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        response.writeHead(418, { ETag: '"7"', 'Set-Cookie': ['a=1', 'b=2'] });
        response.end(`${request.method} ${request.url} ${request.headers['x-audit-memento']} ${body}`);
      });
    });
    const answer = await send({ ...create, headers: { 'X-Audit-Memento': 'nova' } }, never);
    expect(answer).toMatchObject({ status: 418, headers: { etag: '"7"', 'set-cookie': 'a=1, b=2' } });
    expect(answer.body).toBe(`PUT ${create.path} nova <VirtualNICDedicated/>`);
  });

  it('keeps connections alive', async () => {
    const ports = new Set<number | undefined>();
    const { send } = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    for (let turn = 0; turn < 10; turn += 1) await send(read, never);
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('never follows a redirect', async () => {
    let requests = 0;
    const { send } = await serve((_request, response) => {
      requests += 1;
      response.writeHead(307, { Location: '/rest/api/uom/ManagedSystem/elsewhere' }).end();
    });
    const failure = await failureOf(send(read, never));
    expect(failure).toMatchObject({ code: 'REDIRECT_REFUSED', status: 307, effectUnknown: false });
    expect(failure.message).toMatch(
      /^GET \/rest\/api\/uom\/ManagedSystem on http:\S+ was answered with a redirect \(307\)/,
    );
    expect(requests).toBe(1);
    expect((await failureOf(send(create, never))).effectUnknown).toBe(true);
  });

  it('hands over 304, which is not a redirect', async () => {
    const { send } = await serve((_request, response) => response.writeHead(304).end());
    expect((await send(read, never)).status).toBe(304);
  });

  it('stops reading an answer above the limit', async () => {
    const { send } = await serve((_request, response) => response.end('x'.repeat(10_001)));
    const failure = await failureOf(send(read, never));
    expect(failure.code).toBe('ANSWER_TOO_LARGE');
    expect(failure.message).toContain('more than 10000 bytes');
  });

  it('knows that nothing was sent when there is no connection', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    const failure = await failureOf(connectedTo(port).send(create, never));
    expect(failure).toMatchObject({ code: 'UNREACHABLE', effectUnknown: false });
    expect(failure.message).toContain(`no connection to http://127.0.0.1:${port} (ECONNREFUSED)`);
  });

  it('does not know the effect when the answer is lost', async () => {
    const { send } = await serve((request) => {
      request.on('data', () => undefined).on('end', () => request.socket.destroy());
    });
    const failure = await failureOf(send(create, never));
    expect(failure).toMatchObject({ code: 'ANSWER_LOST', effectUnknown: true });
    expect(failure.message).toContain('it may have been executed: look again before repeating it');
    expect(await failureOf(send(read, never))).toMatchObject({ code: 'ANSWER_LOST', effectUnknown: false });
  });

  it('ends a wait for headers that do not come', async () => {
    const server = createServer(() => undefined);
    const { send } = connectedTo(await listen(server), { headersMilliseconds: 50 });
    closing.push(() => server.closeAllConnections());
    expect(await failureOf(send(create, never))).toMatchObject({ code: 'DEADLINE', effectUnknown: true });
  });

  it('gives up when the caller does', async () => {
    const caller = new AbortController();
    const { send } = await serve(() => caller.abort());
    expect(await failureOf(send(read, caller.signal))).toMatchObject({
      code: 'ABORTED',
      effectUnknown: false,
    });
    expect(await failureOf(send(create, caller.signal))).toMatchObject({
      code: 'ABORTED',
      effectUnknown: false,
    });
  });

  const framings = {
    'a length': ['Content-Length: 100', 'hello'],
    'a length, last answer': ['Content-Length: 100\r\nConnection: close', 'hello'],
    chunks: ['Transfer-Encoding: chunked', '5\r\nhello\r\n'],
    'chunks, last answer': ['Transfer-Encoding: chunked\r\nConnection: close', '5\r\nhello\r\n'],
  } as const;
  const endings = {
    closed: (socket: Socket) => void socket.end(),
    reset: (socket: Socket) => void socket.resetAndDestroy(),
  };
  for (const [framing, [header, part]] of Object.entries(framings)) {
    it.each(Object.entries(endings))(`reports a truncated answer (${framing}, %s)`, async (_name, end) => {
      const { send } = await serveBytes(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n${part}`, (socket) =>
        setTimeout(end, 20, socket),
      );
      expect(await failureOf(send(create, never))).toMatchObject({
        code: 'ANSWER_TRUNCATED',
        effectUnknown: true,
      });
    });
  }
});
