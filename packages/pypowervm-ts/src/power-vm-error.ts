/** What went wrong, as a closed list: callers decide on these, never on words. */
export type PowerVmErrorCode =
  | (typeof documentCodes)[number]
  | (typeof connectionCodes)[number]
  | (typeof sessionCodes)[number]
  | (typeof refusalCodes)[number]
  | (typeof jobCodes)[number]
  | 'OPTIONS_INVALID'
  | 'ABORTED';

/** The answer arrived and cannot be understood. */
const documentCodes = ['XML_MALFORMED', 'XML_LIMIT', 'DOCUMENT_UNEXPECTED', 'HREF_REFUSED'] as const;

/** No answer, or only a part of one. */
const connectionCodes = [
  'UNREACHABLE',
  'TLS_UNTRUSTED',
  'PLAINTEXT_REFUSED',
  'REDIRECT_REFUSED',
  'ANSWER_LOST',
  'ANSWER_TRUNCATED',
  'ANSWER_TOO_LARGE',
  'DEADLINE',
  'QUEUE_FULL',
] as const;

const sessionCodes = ['LOGON_REFUSED', 'TOKEN_FILE_REFUSED', 'SESSION_CLOSED'] as const;

/** The server answered no. */
const refusalCodes = [
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT_ETAG',
  'BUSY',
  'CAPACITY_REFUSED',
  'PORT_OWNED',
  'OS_HOLDS_DEVICE',
  'SERVER_REFUSED',
  'SERVER_FAILED',
] as const;

const jobCodes = ['JOB_FAILED', 'JOB_TIMED_OUT'] as const;

export interface PowerVmErrorDetails {
  readonly cause?: unknown;
  /** HTTP status of the answer, when there was one. */
  readonly status?: number;
  /** The server's own code, e.g. `HSCL1295`; decides `code` where it is known. */
  readonly serverCode?: string;
  /**
   * True when the request may have been executed although it failed: look again before doing anything else.
   * False is a promise that nothing was changed by it.
   */
  readonly effectUnknown?: boolean;
}

/** The only error that this package throws on purpose, besides `InvalidIdentifier`. Its message is one line, without secrets. */
export class PowerVmError extends Error {
  override readonly name = 'PowerVmError';
  readonly status: number | undefined;
  readonly serverCode: string | undefined;
  readonly effectUnknown: boolean;

  constructor(
    readonly code: PowerVmErrorCode,
    message: string,
    details: PowerVmErrorDetails = {},
  ) {
    super(oneLine(message), details.cause === undefined ? {} : { cause: details.cause });
    this.status = details.status;
    this.serverCode = details.serverCode;
    this.effectUnknown = details.effectUnknown ?? false;
  }
}

/** The same failure, of a request that may have been executed all the same. */
export function withEffectUnknown(error: PowerVmError): PowerVmError {
  if (error.effectUnknown) return error;
  const { code, message, cause, status, serverCode } = error;
  return new PowerVmError(code, message, {
    cause,
    effectUnknown: true,
    ...(status === undefined ? {} : { status }),
    ...(serverCode === undefined ? {} : { serverCode }),
  });
}

const longestMessage = 1_000;

/** Servers send line breaks and terminals obey escapes: a message must not forge the log line that carries it. */
function oneLine(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  const flat = message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return flat.length > longestMessage ? `${flat.slice(0, longestMessage - 3)}...` : flat;
}
