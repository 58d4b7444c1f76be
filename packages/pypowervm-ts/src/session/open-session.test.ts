import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { logonAnswer, refusal } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { scriptedConsole } from '../../test/scripted-console.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import { readEntry } from '../operations/read-entry.ts';
import type { TraceRecord } from '../transport/trace.ts';
import type { RestRequest } from '../transport/transport.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { uomPath } from './console-path.ts';
import { openSession } from './open-session.ts';

const read: RestRequest = { method: 'GET', path: '/rest/api/uom/ManagedSystem', headers: {} };
const credentials = { user: 'neo <ops>', password: 'c4nary&password' };

describe('openSession', () => {
  it('logs on, sends the token and the memento along, and logs off', async () => {
    const { transport, requests } = scriptedConsole(logonAnswer('token-1'), {});
    const session = await openSession({ transport, credentials, auditMemento: 'nova' });
    await session.send(read, never);
    await session.close();
    await session.close();
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /rest/api/web/Logon',
      'GET /rest/api/uom/ManagedSystem',
      'DELETE /rest/api/web/Logon',
    ]);
    expect(requests[0]?.headers['content-type']).toBe(
      'application/vnd.ibm.powervm.web+xml; type=LogonRequest',
    );
    expect(requests[0]?.body).toContain(
      '<UserID>neo &lt;ops&gt;</UserID><Password>c4nary&amp;password</Password>',
    );
    expect(requests[0]?.headers).not.toHaveProperty('x-api-session');
    expect(requests[1]?.headers).toMatchObject({ 'x-api-session': 'token-1', 'x-audit-memento': 'nova' });
    expect(requests[2]?.headers).toMatchObject({ 'x-api-session': 'token-1' });
    expect(await failureOf(session.send(read, never))).toMatchObject({
      code: 'SESSION_CLOSED',
      message: 'GET /rest/api/uom/ManagedSystem was not sent: the session is closed',
    });
  });

  it('learns the kind of console from the answer', async () => {
    const novalink = await openSession({
      transport: scriptedConsole(logonAnswer('t-1')).transport,
      credentials,
    });
    expect(novalink.traits).toEqual({
      kind: 'novalink',
      schemaVersion: 'V1_3_0',
      slotTrait: 'UseNextAvailableHighSlotID',
      singleSystem: true,
      backingDeviceChange: 'none',
      partitionPaths: 'root',
    });
    const answer = { ...logonAnswer('t-1'), headers: {} };
    const hmc = await openSession({
      transport: scriptedConsole(answer).transport,
      credentials,
      backingDeviceChange: 'rest',
    });
    expect(hmc.traits).toMatchObject({
      kind: 'hmc',
      slotTrait: 'UseNextAvailableSlotID',
      singleSystem: false,
      backingDeviceChange: 'rest',
      partitionPaths: 'below-system',
    });
  });

  it.skipIf(recordingsAbsent)('reads the recorded answer to a logon', async () => {
    const { transport, requests } = scriptedConsole({ body: readRecording('logon.xml') }, {});
    const session = await openSession({ transport, credentials });
    await session.send(read, never);
    expect(session.traits).toMatchObject({ kind: 'hmc', schemaVersion: 'V1_1_0' });
    expect(requests[1]?.headers['x-api-session']).toMatch(/^PUIoR6x0k.*99s=$/);
  });

  it.each([401, 403])('reports a logon refused with %i, and asks once', async (status) => {
    const { transport, requests } = scriptedConsole(refusal(status, 'HSCL0001 wrong password'));
    const failure = await failureOf(openSession({ transport, credentials }));
    expect(failure).toMatchObject({ code: 'LOGON_REFUSED', status });
    expect(failure.message).toBe(
      `The console refused the logon of user neo <ops> (${status}): check user and password; it is not tried again, because repeated failures lock the account`,
    );
    expect(requests).toHaveLength(1);
  });

  it('waits for a console that is still starting', async () => {
    const clock = new VirtualClock();
    const { transport } = scriptedConsole({ status: 503, body: '<html/>' }, logonAnswer('token-1'));
    await clock.run(openSession({ transport, credentials, clock }));
    expect(clock.now()).toBe(5_000);
  });

  it('says what it got instead of an answer to the logon', async () => {
    const page = scriptedConsole({ body: '<html><body/></html>' });
    expect((await failureOf(openSession({ transport: page.transport, credentials }))).message).toContain(
      'is no LogonResponse: is this a PowerVM console?',
    );
    const file = { user: 'neo', tokenDirectory: '/tmp' };
    const hmc = scriptedConsole(logonAnswer('token-1'));
    expect((await failureOf(openSession({ transport: hmc.transport, credentials: file }))).message).toContain(
      'an HMC wants a password',
    );
  });

  it('renews an expired session and closes the newer one', async () => {
    const { transport, requests } = scriptedConsole(
      logonAnswer('token-1'),
      { status: 401 },
      logonAnswer('token-2'),
      { status: 200 },
    );
    const session = await openSession({ transport, credentials });
    expect((await session.send(read, never)).status).toBe(200);
    await session.close();
    expect(requests.slice(3).map(({ headers }) => headers['x-api-session'])).toEqual(['token-2', 'token-2']);
  });

  it('asks again for a lost answer to a read, with the same token and a trace of each', async () => {
    const traces: TraceRecord[] = [];
    const lost = (): Promise<never> => Promise.reject(new TypeError('socket hang up'));
    const { transport, requests } = scriptedConsole(logonAnswer('token-1'), lost, { status: 200 }, lost);
    const session = await openSession({ transport, credentials, onTrace: (record) => traces.push(record) });
    expect((await session.send(read, never)).status).toBe(200);
    expect((await failureOf(session.send({ ...read, method: 'DELETE' }, never))).code).toBe('ANSWER_LOST');
    expect(requests.slice(1).map(({ headers }) => headers['x-api-session'])).toEqual(
      Array(3).fill('token-1'),
    );
    expect(traces.map(({ outcome }) => outcome)).toEqual([200, 'ANSWER_LOST', 200, 'ANSWER_LOST']);
  });

  it('takes any failure of a given transport for a lost answer', async () => {
    const failing = (): Promise<never> => Promise.reject(new TypeError('socket hang up'));
    const { transport } = scriptedConsole(logonAnswer('token-1'), failing);
    const session = await openSession({ transport, credentials });
    expect(await failureOf(session.send({ ...read, method: 'POST' }, never))).toMatchObject({
      code: 'ANSWER_LOST',
      effectUnknown: true,
    });
  });

  it('lets no secret into errors, causes or traces', async () => {
    const clock = new VirtualClock();
    const traces: TraceRecord[] = [];
    const leaks = ['c4nary&password', 'c4nary&amp;password', 'c4nary&amp;amp;password'].join(' and ');
    const options = { credentials, clock, onTrace: (record: TraceRecord) => void traces.push(record) };
    for (const failing of [
      refusal(500, `<![CDATA[RequestBody=${leaks}]]>`),
      refusal(401, `<![CDATA[RequestBody=${leaks}]]>`),
      { status: 200, body: '<entry>' },
    ]) {
      const refused = await failureOf(
        openSession({ ...options, transport: scriptedConsole(failing).transport }),
      );
      const body = `${failing.body} X-API-Session=c4nary-token`;
      const { transport } = scriptedConsole(logonAnswer('c4nary-token'), { ...failing, body });
      const session = await openSession({ ...options, transport });
      const failure = await failureOf(readEntry(session, uomPath('ManagedSystem', '1'), never));
      expect(inspect([refused, failure, traces], { depth: 10 })).not.toContain('c4nary');
    }
    expect(traces.length).toBeGreaterThan(6);
  });

  it('refuses, before anything is sent, what would weaken the session', async () => {
    const codeOf = async (url: string) => (await failureOf(openSession({ url, credentials }))).code;
    expect(await codeOf('http://198.51.100.7:12080')).toBe('PLAINTEXT_REFUSED');
    expect(await codeOf('https://user:secret@198.51.100.7')).toBe('OPTIONS_INVALID');
    expect(await codeOf('https://198.51.100.7/rest')).toBe('OPTIONS_INVALID');
    expect(await codeOf('ftp://198.51.100.7')).toBe('OPTIONS_INVALID');
    const pinned = openSession({
      url: 'https://198.51.100.7',
      credentials,
      tls: { verify: 'fingerprint', sha256: 'AB:CD' },
    });
    expect((await failureOf(pinned)).message).toContain('expected 64 hexadecimal digits');
    const authority = openSession({
      url: 'https://198.51.100.7',
      credentials,
      tls: { caFile: '/nonexistent/ca.pem' },
    });
    expect((await failureOf(authority)).message).toBe(
      'The CA file /nonexistent/ca.pem cannot be read: check its path and mode',
    );
  });
});
