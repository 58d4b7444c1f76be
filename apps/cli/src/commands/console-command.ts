import { Command } from '@commander-js/extra-typings';
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
