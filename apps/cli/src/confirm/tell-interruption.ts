import { CommandError } from '../command-error.ts';
import { outcomeOf } from '../exit-code.ts';

/** How long a console is asked what became of a step, after Ctrl-C. */
const patience = 30_000;

/**
 * Does a step. Where Ctrl-C ends it, the platform is asked what became of it, and the error says so: a request that
 * was on its way is finished, never left in doubt.
 */
export async function tellInterruption<Result>(
  step: () => Promise<Result>,
  look: (signal: AbortSignal) => Promise<string>,
): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (outcomeOf(error) !== 'interrupted') throw error;
    const found = await look(AbortSignal.timeout(patience)).catch(() => undefined);
    throw new CommandError(
      'INTERRUPTED',
      `interrupted: ${found ?? 'the console does not answer, so nobody knows what was changed; look again'}`,
    );
  }
}
