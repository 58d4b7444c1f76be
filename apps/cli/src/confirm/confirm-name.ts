import type { ProgramIo } from '../program-io.ts';
import { confirmLocation } from './confirm-location.ts';

export interface DestructiveAct {
  /** What is lost by it, in a line. */
  readonly warning: string;
  /** What the user types: the name of what loses it. */
  readonly name: string;
  /** `--yes`: confirmed in advance. */
  readonly yes: boolean;
}

/** Who destroys something types its name, as who forces something types its location. */
export function confirmName(
  io: ProgramIo,
  { warning, name, yes }: DestructiveAct,
  signal: AbortSignal,
): Promise<void> {
  return confirmLocation(io, { warning, location: name, yes }, signal);
}
