/**
 * What every parser of this folder throws: which kind of identifier, the text given, and what would be accepted.
 * Parsers never guess; a raw string stops at the edge that received it.
 */
export class InvalidIdentifier extends Error {
  override readonly name = 'InvalidIdentifier';
  readonly code = 'INVALID_IDENTIFIER';

  constructor(
    readonly kind: string,
    readonly given: unknown,
    readonly expected: string,
  ) {
    super(`${kind} ${shown(given)} is not valid: expected ${expected}`);
  }
}

/** One line, at most 80 characters: hostile input must not break the log line that carries it. */
function shown(given: unknown): string {
  const text = typeof given === 'string' ? JSON.stringify(given) : String(given);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
