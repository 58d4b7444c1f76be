import { PowerVmError } from '../power-vm-error.ts';
import { abortedError } from './throw-if-aborted.ts';
import { isMutating, nameOf, type RestRequest } from './transport.ts';
import { untrustedReason } from './untrusted-reason.ts';
import { ConnectFailure } from './verified-connector.ts';

interface FailedRequest {
  readonly origin: string;
  readonly request: RestRequest;
  readonly signal: AbortSignal;
  /** How far it came: `head` until the status line was read, then `body`. */
  readonly phase: 'head' | 'body';
}

/**
 * What a socket's failure means to the caller. A failure to connect is the only proof that nothing was sent; after
 * that a changing request may have been executed, whatever the socket says.
 */
export function connectionFailure(failure: unknown, failed: FailedRequest): PowerVmError {
  if (failure instanceof PowerVmError) return failure;
  const { origin, request, signal, phase } = failed;
  const what = `${nameOf(request)} on ${origin}`;
  if (failure instanceof ConnectFailure) return notConnected(failure, origin, what);

  const effectUnknown = isMutating(request);
  const executed = effectUnknown ? '; it may have been executed: look again before repeating it' : '';
  if (signal.aborted) return abortedError(signal, what, effectUnknown);
  const details = { cause: failure, effectUnknown };
  switch (codeOf(failure)) {
    case 'UND_ERR_INVALID_ARG':
      return new PowerVmError('OPTIONS_INVALID', `${what} cannot be sent: ${textOf(failure)}`, {
        cause: failure,
      });
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return new PowerVmError(
        'SESSION_CLOSED',
        `${what} ended because the session was closed${executed}`,
        details,
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new PowerVmError('DEADLINE', `${what} was not answered in time${executed}`, details);
  }
  return phase === 'head'
    ? new PowerVmError('ANSWER_LOST', `${what} got no answer: ${textOf(failure)}${executed}`, details)
    : new PowerVmError(
        'ANSWER_TRUNCATED',
        `${what} got only a part of its answer: ${textOf(failure)}${executed}`,
        details,
      );
}

function notConnected(failure: ConnectFailure, origin: string, what: string): PowerVmError {
  const code = codeOf(failure.cause);
  const untrusted = untrustedReason(code);
  if (untrusted !== undefined) {
    return new PowerVmError(
      'TLS_UNTRUSTED',
      `${what} was not sent: the certificate of ${origin} is not trusted because ${untrusted.reason} (${code}); ${untrusted.remedy}`,
      { cause: failure.cause },
    );
  }
  return new PowerVmError(
    'UNREACHABLE',
    `${what} was not sent: no connection to ${origin} (${code || textOf(failure)}); check address, port and that the console runs`,
    { cause: failure.cause },
  );
}

function codeOf(failure: unknown): string {
  const code: unknown = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  return typeof code === 'string' ? code : '';
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
