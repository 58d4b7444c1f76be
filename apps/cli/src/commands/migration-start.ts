import type { Arrival, MigrationRecord } from '@powervm-sriov/compute-driver';
import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainFinding } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { confirmName } from '../confirm/confirm-name.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { type ConsoleWork, withConsole } from '../connection/with-host.ts';
import type { OutputOptions } from '../render/output-options.ts';
import { renderRecord } from '../render/render-record.ts';
import { withProgress } from '../render/with-progress.ts';
import { writeLines } from '../render/write-lines.ts';
import { addRouteOptions, showCommand } from './console-command.ts';
import { migrationColumns, nextStep } from './migration-columns.ts';
import { findRecordedRoute, findRoute, type NamedRoute } from './migration-route.ts';
import { systemsOf } from './select-migration.ts';
import { tellDryRun } from './tell-dry-run.ts';

export function migrationStartCommand(context: CommandContext) {
  return addRouteOptions(showCommand('start', 'move a partition to another system, with its vNICs'))
    .optionsGroup('How, one of:')
    .option('--live', 'while it runs')
    .option('--cold', 'powered off, and built anew from its record; confirmed or reverted later')
    .option('--evacuate', 'its system is dead: built anew from its record')
    .optionsGroup('Options:')
    .option('--allow-reduced', 'live: although a vNIC would have fewer devices')
    .option('--immediate', 'cold: off without asking its operating system')
    .option(
      '--fenced <statement>',
      'evacuate: how it is known that the source is off, instead of asking a console',
    )
    .option('--witness <host>', 'evacuate: another console, of the hosts file, that sees the source')
    .option('--dry-run', 'only check, and change nothing')
    .option('--yes', 'do not ask for the name of the partition')
    .action((options) =>
      withConsole(context, options, async (work) => {
        const kind = kindOf(options);
        const route = await (kind === 'evacuate' ? findRecordedRoute : findRoute)(work, options);
        await checkFirst(work, route, { ...options, kind });
        if (options.dryRun === true) return tellDryRun(work.screen);
        await confirmStart(context, work, route, { ...options, kind });
        const begun = await follow(context, work, route, { ...options, kind });
        tellEnd(work, route, begun);
        const row = { migration: begun.record, systems: await systemsOf(work) };
        await renderRecord(work.screen, { columns: migrationColumns, row }, options);
      }),
    );
}

type Kind = MigrationRecord['kind'];

interface StartOptions extends OutputOptions {
  readonly kind: Kind;
  readonly allowReduced?: true | undefined;
  readonly immediate?: true | undefined;
  readonly fenced?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly yes?: true | undefined;
}

function kindOf(given: { readonly [Name in Kind]?: true | undefined }): Kind {
  const [kind, ...others] = (['live', 'cold', 'evacuate'] as const).filter((each) => given[each] === true);
  if (kind === undefined) {
    throw new CommandError('USAGE', 'how is it to move? one of --live, --cold and --evacuate says it');
  }
  if (others.length === 0) return kind;
  const all = [kind, ...others].map((each) => `--${each}`).join(' and ');
  throw new CommandError('USAGE', `${all} do not go together: only one of them says how it is to move`);
}

/** Nobody is asked to confirm what cannot be; the start itself checks again, as others may have come between. */
async function checkFirst(
  { hosts, screen, signal }: ConsoleWork,
  route: NamedRoute,
  { kind, allowReduced, dryRun, ...options }: StartOptions,
): Promise<void> {
  if (kind === 'live' && dryRun !== true) return;
  if (kind === 'evacuate') await hosts.checkEvacuation({ ...route, fencing: fencingOf(options) }, signal);
  else await hosts.checkMigration({ ...route, kind, allowReduced: allowReduced === true }, signal);
  if (dryRun !== true) return;
  const can = kind === 'evacuate' ? 'can be evacuated' : `can migrate ${kind}`;
  screen.stdout.write(`partition ${route.name} ${can} from ${route.from} to ${route.onto}\n`);
}

/** A live migration interrupts nobody; the others do. */
async function confirmStart(
  { io }: CommandContext,
  { signal }: ConsoleWork,
  { name, from, onto, state }: NamedRoute,
  { kind, yes }: StartOptions,
): Promise<void> {
  if (kind === 'live' || (kind === 'cold' && state === 'not activated')) return;
  const warning =
    kind === 'cold'
      ? `This powers partition ${name} off on ${from} and builds it on ${onto}.`
      : `This builds partition ${name} on ${onto}; if it still runs on ${from}, there are two of it.`;
  await confirmName(io, { warning, name, yes: yes === true }, signal);
}

async function follow(
  { io }: CommandContext,
  { hosts, signal }: ConsoleWork,
  route: NamedRoute,
  options: StartOptions,
): Promise<Partial<Arrival> & { readonly record: MigrationRecord }> {
  const { partition, name, onto } = route;
  let progress = `moving partition ${name} to ${onto}`;
  const onProgress = (fraction: number | undefined): void => {
    if (fraction !== undefined)
      progress = `moving partition ${name} to ${onto}: ${Math.round(fraction * 100)}%`;
  };
  const work = async () => {
    switch (options.kind) {
      case 'live':
        return await hosts.migrateLive(
          { ...route, onProgress, allowReduced: options.allowReduced === true },
          signal,
        );
      case 'cold': {
        const how = options.immediate === true ? 'immediate' : 'os-shutdown';
        return { record: await hosts.migrateCold({ ...route, how }, signal) };
      }
      case 'evacuate':
        return { record: await hosts.evacuate({ ...route, fencing: fencingOf(options) }, signal) };
    }
  };
  const look = async (until: AbortSignal): Promise<string> => {
    const all = await hosts.listMigrations(until);
    const record = all.findLast((each) => each.partition === partition);
    if (record === undefined) return `partition ${name} stays: its migration had not begun`;
    const next = nextStep(record);
    return `migration ${record.id} is ${record.phase}${next === undefined ? '' : `; go on with: pvm-sriov ${next}`}`;
  };
  return await withProgress(
    io,
    () => progress,
    () => tellInterruption({ work, look, signal }),
  );
}

function fencingOf({ fenced }: Pick<StartOptions, 'fenced'>) {
  return fenced === undefined
    ? ({ kind: 'witness' } as const)
    : ({ kind: 'statement', text: fenced } as const);
}

function tellEnd(
  { screen }: ConsoleWork,
  { name, onto }: NamedRoute,
  { record, findings = [], missing = [] }: Partial<Arrival> & { readonly record: MigrationRecord },
): void {
  const next = nextStep(record);
  writeLines(screen.stderr, screen.stderr.columns, [
    `partition ${name} is on ${onto}${next === undefined ? '' : `; then: pvm-sriov ${next}`}`,
    ...findings.filter(({ severity }) => severity !== 'info').map(explainFinding),
    ...missing.map(({ mac }) => `vNIC ${formatMacAddress(mac)} did not arrive: pvm-sriov vnic heal`),
  ]);
}
