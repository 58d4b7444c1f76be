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

/** One line, at most 80 characters, nothing that a terminal obeys: hostile input must not forge the log it ends up in. */
function shown(given: unknown): string {
  const plain =
    typeof given === 'object' && given !== null ? Object.prototype.toString.call(given) : String(given);
  const text = (typeof given === 'string' ? JSON.stringify(given) : plain).replaceAll(hazard, escaped);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** What JSON leaves as it is: C1 controls, line separators, and marks that turn the direction of writing. */
const hazard = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
