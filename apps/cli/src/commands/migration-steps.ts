import type { ManagedHosts, MigrationRecord } from '@powervm-sriov/compute-driver';
import type { CommandContext } from '../command-context.ts';
import { confirmName } from '../confirm/confirm-name.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import type { ConnectionOptions } from '../connection/connection-options.ts';
import { type ConsoleWork, withConsole } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import { addOutputOptions, type OutputOptions } from '../render/output-options.ts';
import { renderRecord } from '../render/render-record.ts';
import { withProgress } from '../render/with-progress.ts';
import { addPeerOption, consoleCommand } from './console-command.ts';
import { migrationColumns, nextStep } from './migration-columns.ts';
import { isOver, selectMigration, systemsOf } from './select-migration.ts';
import { tellDryRun } from './tell-dry-run.ts';

export function migrationConfirmCommand(context: CommandContext) {
  return stepCommand('confirm', 'it stays where it is: remove what it left on its source')
    .option('--yes', 'do not ask for the name of the partition')
    .action((wanted, options) =>
      takeStep(
        context,
        { wanted, options, doing: 'removing what is left on the source' },
        {
          warning: ({ partitionName }) => `This removes what partition ${partitionName} left on its source.`,
          act: (hosts, { id }, signal) => hosts.confirmMigration(id, signal),
        },
      ),
    );
}

export function migrationRevertCommand(context: CommandContext) {
  return stepCommand('revert', 'back to the source: remove what was built on the target')
    .option('--yes', 'do not ask for the name of the partition')
    .action((wanted, options) =>
      takeStep(
        context,
        { wanted, options, doing: 'going back to the source' },
        {
          warning: ({ partitionName }) =>
            `This stops partition ${partitionName} on its target at once, and removes it there.`,
          act: (hosts, { id }, signal) => hosts.revertMigration(id, signal),
        },
      ),
    );
}

export function migrationAbortCommand(context: CommandContext) {
  return stepCommand('abort', 'call a live migration back: the partition stays on its source').action(
    (wanted, options) =>
      takeStep(
        context,
        { wanted, options, doing: 'calling it back' },
        {
          act: (hosts, { id }, signal) => hosts.abortMigration(id, signal),
        },
      ),
  );
}

export function migrationRecoverCommand(context: CommandContext) {
  return stepCommand('recover', 'mend a live migration that the platform left half way')
    .option('--force', 'over the errors of the platform; the name of the partition is asked for')
    .option('--yes', 'do not ask for the name of the partition')
    .action((wanted, options) => {
      const force = options.force === true;
      return takeStep(
        context,
        { wanted, options, doing: 'recovering the partition' },
        {
          ...(force
            ? {
                warning: ({ partitionName }: MigrationRecord) =>
                  `This recovers partition ${partitionName} whatever the platform says against it.`,
              }
            : {}),
          act: (hosts, { id }, signal) => hosts.recoverMigration({ id, force }, signal),
        },
      );
    });
}

export function migrationResumeCommand(context: CommandContext) {
  return stepCommand('resume', 'go on where a program that ended has left a migration').action(
    (wanted, options) =>
      takeStep(
        context,
        { wanted, options, doing: 'going on with it' },
        {
          act: (hosts, { id }, signal) => hosts.resumeMigration(id, signal),
        },
      ),
  );
}

function stepCommand(name: string, summary: string) {
  return addPeerOption(addOutputOptions(consoleCommand(name, summary)))
    .argument('<migration>', 'its id, or the name of its partition')
    .option('--dry-run', 'tell which migration it is and change nothing');
}

interface StepLine {
  readonly wanted: string;
  readonly options: ConnectionOptions &
    OutputOptions & { readonly dryRun?: true | undefined; readonly yes?: true | undefined };
  readonly doing: string;
}

interface Step {
  /** What is lost by it, where something is. */
  readonly warning?: (migration: MigrationRecord) => string;
  readonly act: (
    hosts: ManagedHosts,
    migration: MigrationRecord,
    signal: AbortSignal,
  ) => Promise<MigrationRecord>;
}

function takeStep(
  context: CommandContext,
  { wanted, options, doing }: StepLine,
  { warning, act }: Step,
): Promise<void> {
  return withConsole(context, options, async (work) => {
    const { hosts, signal, screen } = work;
    const migration = await selectMigration(work, wanted);
    if (options.dryRun === true) {
      await show(work, migration, options);
      return tellDryRun(screen);
    }
    // Of one that is over nothing is lost: what may be done with it the answer tells.
    if (warning !== undefined && !isOver(migration.phase)) {
      const { partitionName: name } = migration;
      await confirmName(context.io, { warning: warning(migration), name, yes: options.yes === true }, signal);
    }
    const taken = await withProgress(context.io, doing, () =>
      tellInterruption({
        work: () => act(hosts, migration, signal),
        look: async (until) => {
          const now = (await hosts.listMigrations(until)).find(({ id }) => id === migration.id);
          return `migration ${migration.id} is ${now?.phase ?? 'gone'}`;
        },
        signal,
      }),
    );
    await show(work, taken, options);
    const next = nextStep(taken);
    if (next !== undefined) screen.stderr.write(`then: pvm-sriov ${next}\n`);
    if (taken.phase === 'quarantined') context.exit(exitCodes.refused);
  });
}

async function show(work: ConsoleWork, migration: MigrationRecord, options: OutputOptions): Promise<void> {
  const row = { migration, systems: await systemsOf(work) };
  await renderRecord(work.screen, { columns: migrationColumns, row }, options);
}
