import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CommandContext } from './command-context.ts';
import { commandTable } from './commands/command-table.ts';
import { exitCodeHelp, exitCodes, outcomeOf } from './exit-code.ts';
import type { ProgramIo } from './program-io.ts';
import { explainError } from './render/explain-error.ts';
import { helpLayout } from './render/help-layout.ts';
import { writeLines } from './render/write-lines.ts';

/** Runs one command line and answers its exit code. */
export async function runProgram(args: readonly string[], io: ProgramIo): Promise<number> {
  let exitCode: number = exitCodes.done;
  const context: CommandContext = {
    io,
    command: commandWords(args),
    exit: (code) => {
      exitCode = code;
    },
  };
  try {
    const program = await buildProgram(context, args[0]);
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const explained = explainError(error, { isDebug: args.includes('--debug') });
    writeLines(io.stderr, io.stderr.columns, `pvm-sriov: ${explained}`.split('\n'));
    return io.interrupted.aborted ? exitCodes.interrupted : exitCodes[outcomeOf(error)];
  }
}

/** As far as it is a command and not what is done to: names of partitions are nobody else's business. */
function commandWords(args: readonly string[]): string {
  const words = args.slice(0, 2).filter((word) => /^[a-z][a-z-]*$/.test(word));
  return words.join(' ');
}

/** First words that look at all the other commands. */
const overviews = ['help', '__complete'];

/** The commands in the order of `--help`; of those that are not wanted only the name and what they are for. */
async function buildProgram(
  context: CommandContext,
  wanted: string | undefined,
): Promise<CommandUnknownOpts> {
  const { io } = context;
  const program = new Command('pvm-sriov')
    .description('SR-IOV networking for IBM PowerVM virtual machines')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text) => {
        const lines = text
          .trimEnd()
          .replace(/^error:/, 'pvm-sriov:')
          .split('\n');
        writeLines(io.stderr, io.stderr.columns, lines);
      },
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp(helpLayout)
    .showHelpAfterError('(--help tells what there is)')
    .addHelpText('after', `\n${exitCodeHelp}`);
  for (const { name, summary, load } of commandTable) {
    const isWanted = name === wanted || overviews.includes(wanted ?? '');
    program.addCommand(isWanted ? await load(context) : new Command(name));
    program.commands.at(-1)?.description(summary);
  }
  if (wanted === '__complete') {
    const { completeCommand } = await import('./commands/completion.ts');
    program.addCommand(completeCommand(context, program), { hidden: true });
  }
  inheritSettings(program);
  for (const { name, ownHelp } of commandTable) {
    if (ownHelp) program.commands.find((command) => command.name() === name)?.helpOption(false);
  }
  return program;
}

/** Errors, output and help of every command go the way of the program's own. */
function inheritSettings(parent: CommandUnknownOpts): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    inheritSettings(child);
  }
}
