/** Why a world cannot be: every fault with its path in the file. */
export class InvalidWorld extends Error {
  override readonly name = 'InvalidWorld';
  readonly code = 'INVALID_WORLD';
}
