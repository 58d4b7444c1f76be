import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { printer } from '../render/printer.ts';

export function demoCommand({ io }: CommandContext) {
  return new Command('demo')
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
    .action(async (options) => {
      const { runDemo } = await import('../demo/run-demo.ts');
      await runDemo(options, printer(io.stdout), io.interrupted);
    });
}
