import { Command, type OptionValues } from '@commander-js/extra-typings';
import { addConnectionOptions } from '../connection/connection-options.ts';
import { addOutputOptions } from '../render/output-options.ts';

/** A command that talks to a console. */
export function consoleCommand(name: string, summary: string) {
  return addConnectionOptions(new Command(name).description(summary)).optionsGroup('Options:');
}

/** A command that works on one managed system. */
export function hostCommand(name: string, summary: string) {
  return consoleCommand(name, summary).option(
    '-m, --managed-system <name>',
    'name or UUID; not needed where the console has one',
  );
}

/** A command that shows something of a managed system. */
export function showCommand(name: string, summary: string) {
  return addOutputOptions(hostCommand(name, summary)).optionsGroup('Options:');
}

/** A command that changes something of a managed system, and shows what it changed. */
export function changeCommand(name: string, summary: string) {
  return showCommand(name, summary)
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--force', 'although vNICs use it; the location code is asked for')
    .option('--yes', 'answer every question with yes');
}

/** For commands on a migration, whose other system another console may manage. */
export function addPeerOption<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command.option('--to-host <name>', 'the console of the other system, of the hosts file');
}

export function addRouteOptions<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return addPeerOption(
    command
      .requiredOption('-p, --lpar <partition>', 'name, id or UUID of the partition that moves')
      .option('--to <system>', 'where to; not needed where there is but one'),
  );
}

export const portArgument = 'location code, a unique end of it (C8-T1), or adapter:port (1:0)';
export const adapterArgument = 'location code, a unique end of it (C8), or the SR-IOV adapter id';
