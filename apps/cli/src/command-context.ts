import type { ProgramIo } from './program-io.ts';

/** What a command is given besides its options. */
export interface CommandContext {
  readonly io: ProgramIo;
  /** Its words: `vnic create`. */
  readonly command: string;
  /** The exit code of a command that ended without an error. */
  exit(code: number): void;
}
