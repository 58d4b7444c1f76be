import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';

export function simulateCommand({ exit }: CommandContext) {
  return new Command('simulate')
    .allowUnknownOption()
    .passThroughOptions()
    .argument('[options...]')
    .action(async (args) => {
      const { serveCommand } = await import('@powervm-sriov/powervm-simulator');
      exit(await serveCommand(args, 'pvm-sriov simulate'));
    });
}
