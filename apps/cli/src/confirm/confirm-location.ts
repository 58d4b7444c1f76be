import { CommandError } from '../command-error.ts';
import type { ProgramIo } from '../program-io.ts';
import { writeLines } from '../render/write-lines.ts';
import { ask } from './ask.ts';

export interface ForcedAct {
  /** What is lost by it, in a line. */
  readonly warning: string;
  /** What the user types to confirm: the place that loses it. */
  readonly location: string;
  /** `--yes`: confirmed in advance. */
  readonly yes: boolean;
}

/** Forced acts take something from somebody: whoever orders one types the location code that it hits. */
export async function confirmLocation(
  io: ProgramIo,
  { warning, location, yes }: ForcedAct,
  signal: AbortSignal,
): Promise<void> {
  if (yes) return;
  writeLines(io.stderr, io.stderr.columns, [warning]);
  const typed = await ask(io, `Type ${location} to go on: `, signal);
  if (typed.trim() === location) return;
  throw new CommandError('NOT_CONFIRMED', `nothing was changed: ${location} was not confirmed`);
}
