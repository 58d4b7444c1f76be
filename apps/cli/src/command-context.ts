import type { ProgramIo } from './program-io.ts';

/** What a command is given besides its options. */
export interface CommandContext {
  readonly io: ProgramIo;
  /** The exit code of a command that ended without an error. */
  exit(code: number): void;
}
