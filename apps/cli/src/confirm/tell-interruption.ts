import { CommandError } from '../command-error.ts';
import { outcomeOf } from '../exit-code.ts';

/** How long a console is asked what became of a step, after Ctrl-C. */
const patience = 30_000;

export interface Step<Result> {
  readonly work: () => Promise<Result>;
  /** Asks the platform what became of it. */
  readonly look: (signal: AbortSignal) => Promise<string>;
  readonly signal: AbortSignal;
}

/**
 * Does a step. Where Ctrl-C comes meanwhile, the platform is asked what became of it, and the error says so: a request
 * that was on its way is finished, never left in doubt.
 */
export async function tellInterruption<Result>({ work, look, signal }: Step<Result>): Promise<Result> {
  try {
    const result = await work();
    if (!signal.aborted) return result;
  } catch (error) {
    const isGivenUp = outcomeOf(error) === 'interrupted' || (signal.aborted && error === signal.reason);
    if (!isGivenUp) throw error;
  }
  const found = await look(AbortSignal.timeout(patience)).catch(() => undefined);
  throw new CommandError(
    'INTERRUPTED',
    `interrupted: ${found ?? 'the console does not answer, so nobody knows what was changed; look again'}`,
  );
}
