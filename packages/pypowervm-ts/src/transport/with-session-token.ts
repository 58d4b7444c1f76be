import { PowerVmError } from '../power-vm-error.ts';
import type { Clock } from './clock.ts';
import { abortedError, throwIfAborted } from './throw-if-aborted.ts';
import { type Interceptor, nameOf, type RestResponse } from './transport.ts';

export interface SessionTokenOptions {
  /** Logs on and answers the new token; called for one caller at a time. */
  readonly logOn: () => Promise<string>;
  readonly firstToken: string;
  readonly clock: Clock;
  /** After a fresh token met a 403 too, how long further 403s are believed to be about rights, not expiry. */
  readonly forbiddenMilliseconds: number;
}

/**
 * Sends the session's token along and renews it when it has expired: one logon however many requests find out at once,
 * then each is replayed once. Expiry is answered with 401, by some levels with 403 (published HMC captures); both mean
 * that the request was not executed. A refused logon is final, because more of them would lock the account.
 */
export function withSessionToken(options: SessionTokenOptions): Interceptor {
  const { logOn, clock } = options;
  let token = options.firstToken;
  let renewal: Promise<string> | undefined;
  let refused: PowerVmError | undefined;
  let forbiddenUntil = Number.NEGATIVE_INFINITY;

  async function renew(): Promise<string> {
    try {
      token = await logOn();
      return token;
    } catch (failure) {
      if (failure instanceof PowerVmError && failure.code === 'LOGON_REFUSED') refused = failure;
      throw failure;
    } finally {
      renewal = undefined;
    }
  }

  function tokenAfter(expired: string): Promise<string> {
    if (token !== expired) return Promise.resolve(token);
    renewal ??= renew();
    return renewal;
  }

  function hasExpired(answer: RestResponse): boolean {
    return answer.status === 401 || (answer.status === 403 && clock.now() >= forbiddenUntil);
  }

  function throwIfRefused(): void {
    if (refused !== undefined) throw refused;
  }

  return (next) => async (request, signal) => {
    const sendWith = (value: string): Promise<RestResponse> =>
      next({ ...request, headers: { ...request.headers, 'x-api-session': value } }, signal);

    throwIfRefused();
    const used = token;
    const answer = await sendWith(used);
    if (!hasExpired(answer)) return answer;
    throwIfRefused();
    throwIfAborted(signal, nameOf(request));
    const replayed = await sendWith(await unlessAborted(tokenAfter(used), signal, nameOf(request)));
    if (replayed.status === 403) forbiddenUntil = clock.now() + options.forbiddenMilliseconds;
    return replayed;
  };
}

/** The logon goes on for the others when one of those who wait for it gives up. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal, what: string): Promise<Value> {
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(abortedError(signal, what));
    signal.addEventListener('abort', giveUp, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}
