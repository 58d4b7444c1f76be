import { PowerVmError } from '../power-vm-error.ts';
import { auditMemento } from '../transport/audit-memento.ts';
import { awaitWrites } from '../transport/await-writes.ts';
import { type Clock, systemClock } from '../transport/clock.ts';
import { limitConcurrency } from '../transport/limit-concurrency.ts';
import { privateSignal } from '../transport/private-signal.ts';
import { redactSecrets, SecretKeeper } from '../transport/redact-secrets.ts';
import { repeatLostReads } from '../transport/repeat-lost-reads.ts';
import { defaultBusyWaits, retryBusy } from '../transport/retry-busy.ts';
import { trace } from '../transport/trace.ts';
import { type Interceptor, intercept, logonPath, nameOf, type Transport } from '../transport/transport.ts';
import { withDeadline } from '../transport/with-deadline.ts';
import { withSessionToken } from '../transport/with-session-token.ts';
import { connectConsole } from './connect-console.ts';
import { consoleTraits } from './console-traits.ts';
import { LogonKeeper } from './logon-keeper.ts';
import type { Session } from './session.ts';
import type { SessionLimits, SessionOptions } from './session-options.ts';

const defaultLimits: SessionLimits = {
  connections: 8,
  waiting: 1_000,
  connectMilliseconds: 10_000,
  headersMilliseconds: 120_000,
  attemptMilliseconds: 300_000,
  answerBytes: 64 * 1024 * 1024,
  busyWaits: defaultBusyWaits,
};

/** How long a 403 to a fresh token keeps further ones from causing a logon each. */
const forbiddenMilliseconds = 60_000;
const logoffMilliseconds = 5_000;

/**
 * Opens a session: checks the options, logs on once, learns what kind of console answers.
 * @throws PowerVmError OPTIONS_INVALID, PLAINTEXT_REFUSED, TLS_UNTRUSTED, UNREACHABLE, LOGON_REFUSED ...
 */
export async function openSession(
  options: SessionOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<Session> {
  const { clock = systemClock, random = Math.random } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const secrets = new SecretKeeper();
  const connection = await connectConsole(options, limits, signal);
  const attempt = intercept(connection.send, [
    limitConcurrency({ running: limits.connections, waiting: limits.waiting }),
    ...attemptInterceptors(options, secrets, clock),
    withDeadline(limits.attemptMilliseconds, clock),
  ]);
  const busy = retryBusy(clock, limits.busyWaits);
  const keeper = new LogonKeeper(intercept(attempt, [busy]), options.credentials, secrets);
  const logon = await keeper.logOn(signal).catch(async (failure: unknown) => {
    await connection.close();
    throw failure;
  });

  const closing = new AbortController();
  const renewToken = async (): Promise<string> => (await keeper.logOn(closing.signal)).token;
  return {
    origin: connection.origin,
    traits: consoleTraits(logon, options),
    clock,
    random,
    send: intercept(attempt, [
      refuseWhenClosed(closing.signal),
      privateSignal(),
      busy,
      withSessionToken({ firstToken: logon.token, logOn: renewToken, clock, forbiddenMilliseconds }),
      // Around the limits: a repetition waits for its turn, and has its own deadline and trace record.
      repeatLostReads(),
    ]),
    close: async () => {
      if (closing.signal.aborted) return;
      closing.abort(new PowerVmError('SESSION_CLOSED', 'The session was closed'));
      const last = intercept(connection.send, attemptInterceptors(options, secrets, clock));
      await logOff(last, keeper.token, clock);
      await connection.close();
    },
  };
}

/** What every attempt on the wire gets, the logoff too; the first sees the request first. */
function attemptInterceptors(
  options: SessionOptions,
  secrets: SecretKeeper,
  clock: Clock,
): readonly Interceptor[] {
  return [
    redactSecrets(secrets),
    auditMemento(options.auditMemento ?? 'powervm-sriov'),
    ...(options.onTrace === undefined ? [] : [trace(options.onTrace, clock)]),
    awaitWrites(),
  ];
}

function refuseWhenClosed(closing: AbortSignal): Interceptor {
  return (next) => async (request, signal) => {
    if (closing.aborted) {
      throw new PowerVmError('SESSION_CLOSED', `${nameOf(request)} was not sent: the session is closed`);
    }
    return next(request, signal);
  };
}

/** A console that cannot be told forgets the session by itself. */
async function logOff(send: Transport, token: string, clock: Clock): Promise<void> {
  const logoff = intercept(send, [withDeadline(logoffMilliseconds, clock)]);
  await logoff(
    { method: 'DELETE', path: logonPath, headers: { 'x-api-session': token } },
    new AbortController().signal,
  ).catch(() => undefined);
}
