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

/** How many that ended are listed unasked. */
const lastEnded = 5;

function listCommand(context: CommandContext) {
  return addPeerOption(
    addOutputOptions(consoleCommand('list', 'the migrations under way, and the last that ended')),
  )
    .option('--all', 'all that the records still know')
    .action((options) =>
      withConsole(context, options, async ({ hosts, screen, signal }) => {
        const systems = await systemsOf({ hosts, signal });
        const all = await hosts.listMigrations(signal);
        const ended = all.filter(({ phase }) => isOver(phase)).slice(-lastEnded);
        const shown = all.filter(
          (each) => options.all === true || !isOver(each.phase) || ended.includes(each),
        );
        const rows = shown.map((migration) => ({ migration, systems }));
        await renderList(screen, { columns: migrationColumns, rows, empty: 'no migrations' }, options);
        const more = all.length - shown.length;
        if (more > 0) screen.stderr.write(`${more} more that ended before: --all shows them\n`);
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
