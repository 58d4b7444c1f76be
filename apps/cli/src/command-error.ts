export type CommandErrorCode =
  /** The command line, or a file that it names, cannot be acted on. */
  | 'USAGE'
  /** A selector fits more than one thing. */
  | 'AMBIGUOUS'
  /** A selector fits nothing. */
  | 'UNKNOWN'
  /** A forced act that nobody confirmed. */
  | 'NOT_CONFIRMED'
  /** No connection for another reason than a session's. */
  | 'UNREACHABLE'
  /** Ctrl-C; the message says what became of the step in flight. */
  | 'INTERRUPTED';

/** Why a command did not do its work, in one line, and below it what the user can do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly explanation: readonly string[];

  constructor(
    readonly code: CommandErrorCode,
    message: string,
    explanation: string | readonly string[] = [],
  ) {
    super(message);
    this.explanation = typeof explanation === 'string' ? [explanation] : explanation;
  }
}
