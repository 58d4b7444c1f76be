import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CommandContext } from './command-context.ts';
import { adapterCommand } from './commands/adapter.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { hostCommands } from './commands/host.ts';
import { labelCommand } from './commands/label.ts';
import { lparCommand } from './commands/lpar.ts';
import { poolCommand } from './commands/pool.ts';
import { pportCommand } from './commands/pport.ts';
import { simulateCommand } from './commands/simulate.ts';
import { sriovCommand } from './commands/sriov.ts';
import { viosCommand } from './commands/vios.ts';
import { vnicCommand } from './commands/vnic.ts';
import { exitCodeHelp, exitCodes, outcomeOf } from './exit-code.ts';
import type { ProgramIo } from './program-io.ts';
import { explainError } from './render/explain-error.ts';
import { writeLines } from './render/write-lines.ts';

/** Runs one command line and answers its exit code. */
export async function runProgram(args: readonly string[], io: ProgramIo): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = buildProgram({
    io,
    exit: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const explained = explainError(error, { isDebug: args.includes('--debug') });
    writeLines(io.stderr, io.stderr.columns, `pvm-sriov: ${explained}`.split('\n'));
    return io.interrupted.aborted ? exitCodes.interrupted : exitCodes[outcomeOf(error)];
  }
}

/** Every command, in the order of `--help`; completion walks the same tree. */
export function buildProgram(context: CommandContext): CommandUnknownOpts {
  const { io } = context;
  const program = new Command('pvm-sriov')
    .description('SR-IOV networking for IBM PowerVM virtual machines')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(--help tells what there is)')
    .addHelpText('after', `\n${exitCodeHelp}`);
  const commands = [
    connectCommand,
    sriovCommand,
    adapterCommand,
    pportCommand,
    labelCommand,
    viosCommand,
    lparCommand,
    vnicCommand,
    poolCommand,
    hostCommands,
    demoCommand,
    simulateCommand,
    completionCommand,
  ];
  for (const command of commands) program.addCommand(command(context));
  program.addCommand(
    completeCommand(context, () => program),
    { hidden: true },
  );
  inheritSettings(program);
  return program;
}

/** Errors, output and help of every command go the way of the program's own. */
function inheritSettings(parent: CommandUnknownOpts): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    inheritSettings(child);
  }
}
