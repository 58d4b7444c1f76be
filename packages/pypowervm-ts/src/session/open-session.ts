import { PowerVmError } from '../power-vm-error.ts';
import { auditMemento } from '../transport/audit-memento.ts';
import { awaitWrites } from '../transport/await-writes.ts';
import { type Clock, systemClock } from '../transport/clock.ts';
import { limitConcurrency } from '../transport/limit-concurrency.ts';
import { privateSignal } from '../transport/private-signal.ts';
import { readTlsPolicy } from '../transport/read-tls-policy.ts';
import { redactSecrets, SecretKeeper } from '../transport/redact-secrets.ts';
import { defaultBusyWaits, retryBusy } from '../transport/retry-busy.ts';
import { trace } from '../transport/trace.ts';
import { type Interceptor, intercept, logonPath, nameOf, type Transport } from '../transport/transport.ts';
import { type SocketTransport, undiciTransport } from '../transport/undici-transport.ts';
import { withDeadline } from '../transport/with-deadline.ts';
import { withSessionToken } from '../transport/with-session-token.ts';
import { consoleOrigin } from './console-origin.ts';
import { type ConsoleTraits, consoleTraits } from './console-traits.ts';
import { logOn } from './log-on.ts';
import type { SessionLimits, SessionOptions, SessionWarning } from './session-options.ts';

/** A logged-on client of one console. All operations go through `send`. */
export interface Session {
  /** Scheme, host and port, for the hrefs in documents that are sent. */
  readonly origin: string;
  readonly traits: ConsoleTraits;
  readonly clock: Clock;
  readonly random: () => number;
  /** Token, busy retries, limits and deadlines included; resolves with error answers too. */
  readonly send: Transport;
  /** Logs off and closes the connections; never fails, and later requests meet SESSION_CLOSED. */
  close(): Promise<void>;
}

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
/** A console in this process has no address; this is how NovaLink names itself (recording event_feed.txt). */
const inProcessOrigin = 'http://localhost:12080';

/**
 * Opens a session: checks the options, logs on once, learns what kind of console answers.
 * @throws PowerVmError OPTIONS_INVALID, PLAINTEXT_REFUSED, TLS_UNTRUSTED, UNREACHABLE, LOGON_REFUSED ...
 */
export async function openSession(
  options: SessionOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<Session> {
  const { credentials, clock = systemClock, random = Math.random } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const secrets = new SecretKeeper();
  if ('password' in credentials) secrets.keep(credentials.password);

  const socket = await connectionOf(options, limits, signal);
  const attempt = intercept(socket.send, [
    limitConcurrency({ running: limits.connections, waiting: limits.waiting }),
    ...attemptInterceptors(options, secrets, clock),
    withDeadline(limits.attemptMilliseconds, clock),
  ]);
  const busy = retryBusy(clock, limits.busyWaits);

  let token = '';
  const renewToken = async (until: AbortSignal) => {
    const logon = await logOn(intercept(attempt, [busy]), credentials, until);
    secrets.forget(token);
    secrets.keep(logon.token);
    token = logon.token;
    return logon;
  };

  const closing = new AbortController();
  const logon = await renewToken(signal).catch(async (failure: unknown) => {
    await socket.close();
    throw failure;
  });
  const send = intercept(attempt, [
    refuseWhenClosed(closing.signal),
    privateSignal(),
    busy,
    withSessionToken({
      firstToken: token,
      logOn: async () => (await renewToken(closing.signal)).token,
      clock,
      forbiddenMilliseconds,
    }),
  ]);

  return {
    origin: socket.origin,
    traits: consoleTraits({
      ...logon,
      ...(options.backingDeviceChange === undefined
        ? {}
        : { backingDeviceChange: options.backingDeviceChange }),
    }),
    clock,
    random,
    send,
    close: async () => {
      if (closing.signal.aborted) return;
      closing.abort(new PowerVmError('SESSION_CLOSED', 'The session was closed'));
      await logOff(intercept(socket.send, attemptInterceptors(options, secrets, clock)), token, clock);
      await socket.close();
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

async function connectionOf(
  options: SessionOptions,
  limits: SessionLimits,
  signal: AbortSignal,
): Promise<SocketTransport> {
  if ('transport' in options) {
    return { origin: inProcessOrigin, send: options.transport, close: () => Promise.resolve() };
  }
  const warn = options.onWarning ?? emitWarning;
  const origin = consoleOrigin(options, options.credentials, warn);
  const tls = await readTlsPolicy(options.tls ?? {}, signal);
  if (tls.verify === 'off' && origin.startsWith('https:')) {
    warn({
      code: 'TLS_NOT_VERIFIED',
      message: `The certificate of ${origin} is not verified: whoever answers there gets the credentials`,
    });
  }
  return undiciTransport({ origin, tls, ...limits });
}

function emitWarning({ code, message }: SessionWarning): void {
  process.emitWarning(message, { type: 'PowerVmWarning', code });
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
    { method: 'DELETE', path: logonPath, headers: { 'X-API-Session': token } },
    new AbortController().signal,
  ).catch(() => undefined);
}
