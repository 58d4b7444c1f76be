import { describe, expect, it } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { scriptedConsole } from '../../test/scripted-console.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { awaitWrites } from './await-writes.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { redactSecrets, SecretKeeper } from './redact-secrets.ts';
import { repeatLostReads } from './repeat-lost-reads.ts';
import { retryBusy } from './retry-busy.ts';
import { type TraceRecord, trace } from './trace.ts';
import { intercept, type RestRequest } from './transport.ts';
import { withDeadline } from './with-deadline.ts';

const read: RestRequest = { method: 'GET', path: '/rest/api/uom/ManagedSystem?group=None', headers: {} };
const change: RestRequest = { ...read, method: 'POST', body: '<ManagedSystem/>' };

describe('retryBusy', () => {
  const busy = {
    'XML 503': { status: 503, body: '<entry/>' },
    'HTML 503': { status: 503, body: '<html><title>503 Service Unavailable</title></html>' },
    HSCL3205: { status: 500, body: 'HSCL3205 The VIOS is busy' },
    VIOS0014: { status: 500, body: 'VIOS0014' },
    'too busy': { status: 500, body: 'The system is currently too busy to do this' },
  };
  it.each(Object.entries(busy))(
    'repeats what was turned away with %s after 5, 10 and 15 s',
    async (_name, answer) => {
      const clock = new VirtualClock();
      const times: number[] = [];
      const { transport } = scriptedConsole(() => {
        times.push(clock.now() / 1_000);
        return answer;
      });
      const final = await clock.run(retryBusy(clock)(transport)(change, never));
      expect(final).toMatchObject(answer);
      expect(times).toEqual([0, 5, 15, 30]);
    },
  );

  it('stops at the first other answer', async () => {
    const clock = new VirtualClock();
    const { transport, requests } = scriptedConsole({ status: 503 }, { status: 201 });
    expect((await clock.run(retryBusy(clock)(transport)(change, never))).status).toBe(201);
    expect(requests).toHaveLength(2);
  });

  it('does not repeat a failure that may have taken effect', async () => {
    const { transport, requests } = scriptedConsole({ status: 500, body: 'HSCL9999' });
    await retryBusy(new VirtualClock())(transport)(change, never);
    expect(requests).toHaveLength(1);
  });

  it.skipIf(recordingsAbsent)('knows the recorded busy answer, which has words only', async () => {
    const clock = new VirtualClock();
    const { transport, requests } = scriptedConsole({
      status: 500,
      body: readRecording('fake_httperror.txt'),
    });
    await clock.run(retryBusy(clock)(transport)(read, never));
    expect(requests).toHaveLength(4);
  });

  it('can be given up while it waits', async () => {
    const clock = new VirtualClock();
    const caller = new AbortController();
    const { transport, requests } = scriptedConsole({ status: 503 });
    const failure = failureOf(retryBusy(clock)(transport)(change, caller.signal));
    void clock.sleep(1, never).then(() => caller.abort());
    expect((await clock.run(failure)).code).toBe('ABORTED');
    expect(requests).toHaveLength(1);
  });
});

describe('repeatLostReads', () => {
  const lost = (code: 'ANSWER_LOST' | 'ANSWER_TRUNCATED' | 'UNREACHABLE' | 'DEADLINE') => () => {
    throw new PowerVmError(code, 'gone');
  };

  it.each(['ANSWER_LOST', 'ANSWER_TRUNCATED'] as const)('asks once more after %s', async (code) => {
    const { transport, requests } = scriptedConsole(lost(code), { body: 'whole' });
    expect((await repeatLostReads()(transport)(read, never)).body).toBe('whole');
    expect(requests).toEqual([read, read]);
  });

  it('asks no third time', async () => {
    const { transport, requests } = scriptedConsole(lost('ANSWER_LOST'));
    expect((await failureOf(repeatLostReads()(transport)(read, never))).code).toBe('ANSWER_LOST');
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['a change', change, lost('ANSWER_LOST')],
    ['a logon', { ...read, method: 'PUT', path: '/rest/api/web/Logon' } as const, lost('ANSWER_LOST')],
    ['an event poll', { ...read, path: '/rest/api/uom/Event?QUEUE_APPLICATIONID=1' }, lost('ANSWER_LOST')],
    ['a read that was not sent', read, lost('UNREACHABLE')],
    ['a read that took too long', read, lost('DEADLINE')],
  ])('never repeats %s', async (_what, request, step) => {
    const { transport, requests } = scriptedConsole(step);
    await failureOf(repeatLostReads()(transport)(request, never));
    expect(requests).toHaveLength(1);
  });

  it('asks no more for a caller who gave up', async () => {
    const caller = new AbortController();
    const { transport, requests } = scriptedConsole(() => {
      caller.abort();
      throw new PowerVmError('ANSWER_LOST', 'gone');
    });
    expect((await failureOf(repeatLostReads()(transport)(read, caller.signal))).code).toBe('ABORTED');
    expect(requests).toHaveLength(1);
  });
});

describe('limitConcurrency', () => {
  it('keeps to its bounds, in order, and refuses what exceeds the queue without sending it', async () => {
    const clock = new VirtualClock();
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const { transport } = scriptedConsole(async (request) => {
      running += 1;
      most = Math.max(most, running);
      order.push(request.path);
      await clock.sleep(10, never);
      running -= 1;
      return {};
    });
    const send = limitConcurrency({ running: 2, waiting: 3 })(transport);
    const paths = ['/1', '/2', '/3', '/4', '/5', '/6'];
    const work = paths.map((path) => send({ ...read, path }, never).catch((error: Error) => error));
    const answers = await clock.run(Promise.all(work));
    expect(order).toEqual(['/1', '/2', '/3', '/4', '/5']);
    expect(most).toBe(2);
    expect(answers[5]).toMatchObject({ code: 'QUEUE_FULL', effectUnknown: false });
    expect((answers[5] as Error).message).toBe(
      'GET /6 was not sent: 3 requests are waiting already; try later',
    );
  });

  it('frees the place of one who gives up waiting, and of one who fails', async () => {
    const clock = new VirtualClock();
    const caller = new AbortController();
    const { transport, requests } = scriptedConsole(async () => {
      await clock.sleep(10, never);
      throw new Error('broken');
    });
    const send = limitConcurrency({ running: 1, waiting: 5 })(transport);
    const first = send(read, never).catch((error: Error) => error.message);
    const second = failureOf(send(change, caller.signal));
    const third = send(read, never).catch((error: Error) => error.message);
    caller.abort();
    expect(await clock.run(second)).toMatchObject({ code: 'ABORTED', effectUnknown: false });
    expect(await clock.run(Promise.all([first, third]))).toEqual(['broken', 'broken']);
    expect(requests).toHaveLength(2);
  });
});

describe('awaitWrites and withDeadline', () => {
  it('awaits a change that was sent although the caller gives up', async () => {
    const clock = new VirtualClock();
    const caller = new AbortController();
    const { transport } = scriptedConsole(async (_request, signal) => {
      caller.abort();
      await clock.sleep(1_000, signal);
      return { status: 201 };
    });
    const send = intercept(transport, [awaitWrites(), withDeadline(5_000, clock)]);
    expect((await clock.run(send(change, caller.signal))).status).toBe(201);
  });

  it('ends a read when the caller gives up', async () => {
    const clock = new VirtualClock();
    const caller = new AbortController();
    const { transport } = scriptedConsole(async (_request, signal) => {
      caller.abort();
      await clock.sleep(1_000, signal);
      return {};
    });
    const send = intercept(transport, [awaitWrites(), withDeadline(5_000, clock)]);
    expect((await clock.run(failureOf(send(read, caller.signal)))).code).toBe('ABORTED');
  });

  it('ends either at the deadline, even over a transport that hangs', async () => {
    const clock = new VirtualClock();
    const send = intercept(() => new Promise(() => undefined), [awaitWrites(), withDeadline(5_000, clock)]);
    const failure = await clock.run(failureOf(send(change, never)));
    expect(failure).toMatchObject({ code: 'DEADLINE', effectUnknown: true });
    expect(failure.message).toMatch(
      /^POST \/rest\/api\/uom\/ManagedSystem was not answered within 5000 ms; it may have/,
    );
    expect(await clock.run(failureOf(send(read, never)))).toMatchObject({
      code: 'DEADLINE',
      effectUnknown: false,
    });
    expect(clock.now()).toBe(10_000);
  });
});

describe('trace and redactSecrets', () => {
  it('tells what happened without query, headers or bodies', async () => {
    const records: TraceRecord[] = [];
    const clock = new VirtualClock();
    const { transport } = scriptedConsole(async () => {
      await clock.sleep(7, never);
      return { status: 412 };
    });
    const request = {
      ...change,
      headers: { 'X-API-Session': 'canary' },
      body: 'canary',
      path: '/rest/api/uom/X?key=canary',
    };
    await clock.run(trace((record) => records.push(record), clock)(transport)(request, never));
    expect(records).toEqual([{ method: 'POST', path: '/rest/api/uom/X', outcome: 412, milliseconds: 7 }]);
  });

  it('takes the session’s secrets out of error answers that quote the request', async () => {
    const secrets = new SecretKeeper();
    secrets.keep('pass(word)');
    const { transport } = scriptedConsole({
      status: 500,
      body: 'X-API-Session=pass(word), again pass(word)',
    });
    const answer = await redactSecrets(secrets)(transport)(read, never);
    expect(answer.body).toBe('X-API-Session=*******, again *******');
  });

  it.each([
    ['as it is', `a&b<c>d"e'f`],
    ['as XML text', 'a&amp;b&lt;c&gt;d&quot;e&apos;f'],
    ['as XML text that escapes only what it must', `a&amp;b&lt;c>d"e'f`],
    ['with character references', 'a&#38;b&#x3C;c&#x3e;d&#034;e&#39;f'],
    ['quoted in XML once more', 'a&amp;amp;b&amp;lt;c&amp;gt;d&amp;quot;e&amp;#39;f'],
    ['in a URL', "a%26b%3Cc%3Ed%22e'f"],
  ])('finds a secret %s', (_how, quoted) => {
    const secrets = new SecretKeeper();
    secrets.keep(`a&b<c>d"e'f`);
    expect(secrets.redact(`<Password>${quoted}</Password>`)).toBe('<Password>*******</Password>');
  });
});
