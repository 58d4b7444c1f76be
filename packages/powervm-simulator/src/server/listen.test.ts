import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../simulator.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ listen: { host: '127.0.0.1', port: 0 }, password: 'secret' });
});

afterAll(() => simulator.close());

/** What comes back for these bytes until the server ends the connection. */
function sendBytes(bytes: string): Promise<string> {
  const { port } = new URL(simulator.url ?? '');
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no end after ${answer}`)));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

const logon = '<LogonRequest><UserID>sim</UserID><Password>secret</Password></LogonRequest>';

describe('over a socket', () => {
  it.each([
    ['no HTTP at all', '\u0000\u0001 hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'a method of others',
      'PATCH /rest/api/uom/ManagedSystem HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 405 /,
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['too many headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    [
      'an address as path',
      'GET http://a/rest/api/uom/ManagedSystem HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 404 [\s\S]*HttpErrorResponse/,
    ],
    [
      'no token',
      'GET /rest/api/uom/ManagedSystem HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 401 [\s\S]*HttpErrorResponse/,
    ],
  ])('answers %s', async (_what, bytes, expected) => {
    expect(await sendBytes(bytes)).toMatch(expected);
  });

  it.each(['a b', '[::', '%%%', 'a:b:c', 'evil/?', 'user@evil', '"><x y="'])(
    'serves a client that calls it %s',
    async (host) => {
      const head = `Host: ${host}\r\nConnection: close\r\n`;
      const opened = await sendBytes(
        `PUT /rest/api/web/Logon HTTP/1.1\r\n${head}Content-Length: ${logon.length}\r\n\r\n${logon}`,
      );
      const [, token] = /<X-API-Session [^>]*>([^<]+)</.exec(opened) ?? [];
      const feed = await sendBytes(
        `GET /rest/api/uom/ManagedSystem HTTP/1.1\r\n${head}X-API-Session: ${token}\r\n\r\n`,
      );
      expect(feed).toMatch(
        /^HTTP\/1\.1 200 [\s\S]*<link rel="SELF" href="https:\/\/sim\.invalid:12443\/rest\/api\/uom\/ManagedSystem"\/>/,
      );
    },
  );
});
