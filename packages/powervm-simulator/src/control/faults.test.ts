import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageOf, openSession, type TestSession } from '../../test/open-session.ts';
import { type Simulator, startSimulator } from '../simulator.ts';

let simulator: Simulator;
let session: TestSession;

beforeEach(async () => {
  simulator = await startSimulator({ listen: { host: '127.0.0.1', port: 0 }, control: true });
  session = await openSession(simulator);
});

afterEach(() => simulator.close());

/** The whole body over a socket of its own, or the error's code. */
function overHttp(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status?: number; body: string; error?: string }> {
  return new Promise((resolve) => {
    const headers = { 'x-api-session': session.token };
    const outgoing = httpRequest(`${simulator.url}${path}`, { method, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      const { statusCode: status = 0 } = incoming;
      incoming.on('end', () => resolve({ status, body: text }));
      incoming.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ status, body: text, error: error.code ?? '' }),
      );
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve({ body: '', error: error.code ?? '' }));
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const systems = '/rest/api/uom/ManagedSystem';

describe('in process', () => {
  it('drops the answer after the console has done what was asked', async () => {
    simulator.control.inject({ match: { method: 'DELETE' }, fault: 'drop-after' });
    await expect(session.send('DELETE', 'web/Logon')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await session.send('GET', 'uom/ManagedSystem')).status).toBe(401);
  });

  it('drops the request before anything is done', async () => {
    simulator.control.inject({ match: { method: 'DELETE' }, fault: 'drop-before' });
    await expect(session.send('DELETE', 'web/Logon')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await session.send('GET', 'uom/ManagedSystem')).status).toBe(200);
  });

  it('cuts the body', async () => {
    simulator.control.inject({ fault: 'truncate', keep: 11 });
    expect((await session.send('GET', 'uom/ManagedSystem')).body).toBe('<feed xmlns');
  });

  it('strikes as often as told, what it matches, and lets the first ones pass', async () => {
    simulator.control.inject({ match: { path: 'ManagedSystem$' }, after: 1, times: 2, fault: 'busy' });
    const statuses = [];
    for (const path of [
      'ManagedSystem',
      'LogicalPartition',
      'ManagedSystem',
      'ManagedSystem',
      'ManagedSystem',
    ]) {
      statuses.push((await session.send('GET', `uom/${path}`)).status);
    }
    expect(statuses).toEqual([200, 200, 500, 500, 200]);
  });

  it.each([
    ['503-xml', 503, /not available/],
    ['busy', 500, /HSCL3205 .*is busy processing some other request/],
    ['412', 412, /has changed/],
    ['401', 401, /expired/],
  ] as const)('answers %s', async (fault, status, message) => {
    simulator.control.inject({ fault });
    const answer = await session.send('GET', 'uom/ManagedSystem');
    expect(answer.status).toBe(status);
    expect(messageOf(answer)).toMatch(message);
  });

  it('answers 503 in HTML, and redirects', async () => {
    simulator.control.inject({ fault: '503-html' });
    simulator.control.inject({ fault: 'redirect', location: 'https://elsewhere.invalid/' });
    const page = await session.send('GET', 'uom/ManagedSystem');
    expect([page.status, page.headers['content-type']]).toEqual([503, 'text/html']);
    expect(await session.send('GET', 'uom/ManagedSystem')).toMatchObject({
      status: 302,
      headers: { location: 'https://elsewhere.invalid/' },
    });
  });

  it('refuses a rule that is none', () => {
    expect(() => simulator.control.inject({ match: { path: '(' }, fault: 'busy' })).toThrow(
      /is not a regular expression/,
    );
  });
});

describe('over HTTP', () => {
  it('announces the whole length, sends a part and ends the connection', async () => {
    await overHttp('POST', '/__sim/faults', { fault: 'truncate', keep: 20 });
    const cut = await overHttp('GET', systems);
    expect(cut).toEqual({ status: 200, body: '<feed xmlns="http://', error: 'ECONNRESET' });
    expect((await overHttp('GET', systems)).body).toMatch(/<\/feed>\n$/);
  });

  it('hangs up without an answer', async () => {
    await overHttp('POST', '/__sim/faults', { fault: 'drop-after' });
    expect(await overHttp('GET', systems)).toEqual({ body: '', error: 'ECONNRESET' });
  });

  it('writes hrefs under the origin that the client uses', async () => {
    expect((await overHttp('GET', systems)).body).toContain(
      `href="${simulator.url}/rest/api/uom/ManagedSystem/`,
    );
  });

  it('gives the hands on the world, and counts', async () => {
    const [port] = simulator.control.state().systems[0]?.ports ?? [];
    expect(
      await overHttp('POST', '/__sim/cable', { location: port?.location, plugged: false }),
    ).toMatchObject({ status: 200 });
    const state = JSON.parse((await overHttp('GET', '/__sim/state')).body) as ReturnType<
      typeof simulator.control.state
    >;
    expect(state.systems[0]?.ports[0]).toMatchObject({ location: port?.location, linkUp: false });

    await overHttp('DELETE', '/__sim/counters');
    await overHttp('GET', `${systems}/${state.systems[0]?.uuid}`);
    const counters = JSON.parse((await overHttp('GET', '/__sim/counters')).body) as ReturnType<
      typeof simulator.control.counters
    >;
    expect(counters.requests).toEqual({ 'GET /rest/api/uom/ManagedSystem/{id}': 1 });
    expect(counters.bytesOut).toBeGreaterThan(1000);
  });

  it.each([
    ['cable', { location: 'U1', plugged: false }, 404, /There is no adapter or port at U1/],
    [
      'cable',
      { place: 'U1' },
      400,
      /"POST cable: location: Invalid input: expected string, received undefined; plugged: [^;]+; the body: Unrecognized key: \\"place\\"\."/,
    ],
    ['faults', { fault: 'truncate', keep: -1 }, 400, /"POST faults: keep: [^\\]+\."/],
    ['weather', {}, 404, /There is no POST weather; there are POST cable/],
  ])('refuses POST %s %j', async (name, body, status, message) => {
    const answer = await overHttp('POST', `/__sim/${name}`, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(message);
  });
});

it('keeps the control API to itself unless asked', async () => {
  const plain = await startSimulator({ listen: { host: '127.0.0.1', port: 0 } });
  const answer = await fetch(`${plain.url}/__sim/state`);
  expect(answer.status).toBe(404);
  await plain.close();
});
