import { describe, expect, it } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import { PowerVmError } from '../power-vm-error.ts';
import type { RestRequest, Transport } from './transport.ts';
import { withSessionToken } from './with-session-token.ts';

const read: RestRequest = { method: 'GET', path: '/rest/api/uom/ManagedSystem', headers: {} };

/** A console that accepts the newest token only, and a client whose first token has expired already. */
function expiredSession(expiredStatus = 401, alwaysForbidden = false) {
  const clock = new VirtualClock();
  let logons = 0;
  let requests = 0;
  let refusal: PowerVmError | undefined;
  const console: Transport = async (request) => {
    requests += 1;
    await clock.sleep(1, never);
    const token = request.headers['x-api-session'];
    const accepted = token === `token-${logons}` && logons > 0;
    if (accepted && alwaysForbidden) return { status: 403, headers: {}, body: '' };
    return { status: accepted ? 200 : expiredStatus, headers: {}, body: '' };
  };
  const send = withSessionToken({
    firstToken: 'token-0',
    clock,
    forbiddenMilliseconds: 60_000,
    logOn: async () => {
      await clock.sleep(5, never);
      logons += 1;
      if (refusal !== undefined) throw refusal;
      return `token-${logons}`;
    },
  })(console);
  return {
    clock,
    send,
    refuseLogons: (error: PowerVmError) => {
      refusal = error;
    },
    counts: () => ({ logons, requests }),
  };
}

describe('withSessionToken', () => {
  it.each([401, 403])(
    'logs on once for 32 requests that meet %i at once, and replays each once',
    async (status) => {
      const { clock, send, counts } = expiredSession(status);
      const answers = await clock.run(Promise.all(Array.from({ length: 32 }, () => send(read, never))));
      expect(answers.map((answer) => answer.status)).toEqual(Array(32).fill(200));
      expect(counts()).toEqual({ logons: 1, requests: 64 });
    },
  );

  it('never repeats a refused logon, nor sends anything after it', async () => {
    const { clock, send, refuseLogons, counts } = expiredSession();
    refuseLogons(new PowerVmError('LOGON_REFUSED', 'no'));
    const failures = await clock.run(
      Promise.all(Array.from({ length: 8 }, () => failureOf(send(read, never)))),
    );
    expect(new Set(failures.map((failure) => failure.code))).toEqual(new Set(['LOGON_REFUSED']));
    expect((await failureOf(send(read, never))).code).toBe('LOGON_REFUSED');
    expect(counts()).toEqual({ logons: 1, requests: 8 });
  });

  it('tries again after a logon that failed for another reason', async () => {
    const { clock, send, refuseLogons, counts } = expiredSession();
    refuseLogons(new PowerVmError('UNREACHABLE', 'down'));
    for (let turn = 1; turn <= 2; turn += 1) {
      expect((await clock.run(failureOf(send(read, never)))).code).toBe('UNREACHABLE');
    }
    expect(counts().logons).toBe(2);
  });

  it('believes a 403 that a fresh token meets too, and does not log on for each', async () => {
    const { clock, send, counts } = expiredSession(403, true);
    for (let turn = 1; turn <= 5; turn += 1) {
      expect((await clock.run(send(read, never))).status).toBe(403);
    }
    expect(counts()).toEqual({ logons: 1, requests: 6 });
  });

  it('lets one caller give up while the logon goes on for the others', async () => {
    const { clock, send, counts } = expiredSession();
    const caller = new AbortController();
    const given = failureOf(send(read, caller.signal));
    const other = send(read, never);
    void clock.sleep(3, never).then(() => caller.abort());
    expect((await clock.run(given)).code).toBe('ABORTED');
    expect((await clock.run(other)).status).toBe(200);
    expect(counts().logons).toBe(1);
  });
});
