import { Readable } from 'node:stream';
import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';

export function completionCommand({ io }: CommandContext) {
  return new Command('completion')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh'] as const))
    .action(async (shell) => {
      const { completionScript } = await import('../completion/completion-script.ts');
      io.stdout.write(completionScript(shell));
    });
}

/** What the shell's script calls: the words so far, the last being the one that is typed. */
export function completeCommand({ io }: CommandContext, program: CommandUnknownOpts) {
  return new Command('__complete').argument('[words...]').action(async (words) => {
    const [{ complete }, { liveValues }] = await Promise.all([
      import('../completion/complete.ts'),
      import('../completion/live-values.ts'),
    ]);
    // Whoever types sees only answers: no question, no line about the simulator.
    const silent = { ...io, stdin: Readable.from([]) };
    const found = await complete({
      program,
      words,
      values: (kind, options) => liveValues(silent, kind, options),
    });
    for (const each of found) io.stdout.write(`${each}\n`);
  });
}
