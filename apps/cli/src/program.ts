import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { serveCommand } from '@powervm-sriov/powervm-simulator';
import { runDemo } from './demo/run-demo.ts';
import { explainError } from './render/explain-error.ts';
import { printer } from './render/printer.ts';

/** Runs one command line and answers its exit code: 0 done, 1 failed, 2 not understood. */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`pvm-sriov: ${explainError(error)}\n`);
    return 1;
  }
}

function buildProgram(exit: (code: number) => void) {
  const program = new Command('pvm-sriov')
    .description('SR-IOV networking for IBM PowerVM virtual machines')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(--help tells what there is)');

  program
    .command('demo')
    .description('plan, create, fail over and remove a redundant vNIC on an embedded, simulated host')
    .addOption(
      new Option('--world <name|file>', 'small, mixed, pair, dense, or a YAML file')
        .default('small')
        .conflicts('recording'),
    )
    .option('--recording <file>', 'a recorded ManagedSystem document to make the host from')
    .addOption(
      new Option('--personality <kind>', 'the console that is simulated').choices([
        'novalink',
        'hmc',
      ] as const),
    )
    .action((options) => interruptible((signal) => runDemo(options, printer(process.stdout), signal)));

  program
    .command('simulate')
    .description('serve a simulated PowerVM console, as powervm-simulator does; simulate --help tells how')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .argument('[options...]')
    .action(async (args) => exit(await serveCommand(args, 'pvm-sriov simulate')));
  return program;
}

/** Ctrl-C ends the work at its next safe point; a second one ends the process. */
async function interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  try {
    await work(interrupted.signal);
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}
