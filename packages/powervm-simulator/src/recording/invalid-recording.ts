/** Why a document cannot be the beginning of a simulated host. */
export class InvalidRecording extends Error {
  override readonly name = 'InvalidRecording';
  readonly code = 'INVALID_RECORDING';
}
