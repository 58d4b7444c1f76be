import picocolors from 'picocolors';
import type { OutputStream, ProgramIo } from '../program-io.ts';
import type { Tone } from './column.ts';

/** Where an answer is shown: data on one stream, everything else that is said on the other. */
export interface Screen {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Columns of the terminal; undefined for a pipe or a file, which has room for any line. */
  readonly width: number | undefined;
  readonly isSimulated: boolean;
  paint(text: string, tone: Tone | 'heading' | undefined): string;
}

/** Colour is for terminals, and not for all of them (no-color.org). */
export function openScreen({ stdout, stderr, env }: ProgramIo, isSimulated: boolean): Screen {
  const isTerminal = stdout.isTTY === true;
  const colors = picocolors.createColors(isTerminal && !env.NO_COLOR && env.TERM !== 'dumb');
  const paints = { good: colors.green, bad: colors.red, dim: colors.dim, heading: colors.bold };
  return {
    stdout,
    stderr,
    width: isTerminal ? (stdout.columns ?? 80) : undefined,
    isSimulated,
    paint: (text, tone) => (tone === undefined ? text : paints[tone](text)),
  };
}
