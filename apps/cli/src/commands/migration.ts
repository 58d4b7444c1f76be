import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { withConsole } from '../connection/with-host.ts';
import { addOutputOptions } from '../render/output-options.ts';
import { renderList } from '../render/render-list.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { addPeerOption, consoleCommand } from './console-command.ts';
import { migrationCheckCommand } from './migration-check.ts';
import { migrationColumns } from './migration-columns.ts';
import { migrationStartCommand } from './migration-start.ts';
import {
  migrationAbortCommand,
  migrationConfirmCommand,
  migrationRecoverCommand,
  migrationResumeCommand,
  migrationRevertCommand,
} from './migration-steps.ts';
import { recordedColumns } from './recorded-columns.ts';
import { isOver, selectMigration, systemsOf } from './select-migration.ts';

/** Partitions on their way from one system to another. */
export function migrationCommand(context: CommandContext) {
  return new Command('migration')
    .addCommand(migrationCheckCommand(context))
    .addCommand(migrationStartCommand(context))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(migrationConfirmCommand(context))
    .addCommand(migrationRevertCommand(context))
    .addCommand(migrationAbortCommand(context))
    .addCommand(migrationRecoverCommand(context))
    .addCommand(migrationResumeCommand(context));
}

function listCommand(context: CommandContext) {
  return addPeerOption(addOutputOptions(consoleCommand('list', 'the migrations that the records know')))
    .option('--all', 'those that are over, too')
    .action((options) =>
      withConsole(context, options, async ({ hosts, screen, signal }) => {
        const systems = await systemsOf({ hosts, signal });
        const all = await hosts.listMigrations(signal);
        const shown = options.all === true ? all : all.filter(({ phase }) => !isOver(phase));
        const rows = shown.map((migration) => ({ migration, systems }));
        const empty =
          all.length === shown.length
            ? 'no migrations'
            : 'no migration is under way (--all shows those that are over)';
        await renderList(screen, { columns: migrationColumns, rows, empty }, options);
      }),
    );
}

function showCommand(context: CommandContext) {
  return addPeerOption(addOutputOptions(consoleCommand('show', 'one migration, and the vNICs that it moves')))
    .argument('<migration>', 'its id, or the name of its partition')
    .action((wanted, options) =>
      withConsole(context, options, async (work) => {
        const migration = await selectMigration(work, wanted);
        const row = { migration, systems: await systemsOf(work) };
        const parts = [recordPart('vnics', recordedColumns, migration.vnics)];
        await renderRecord(work.screen, { columns: migrationColumns, row, parts }, options);
      }),
    );
}
