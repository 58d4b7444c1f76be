import { Argument, Command } from '@commander-js/extra-typings';
import type { Maintenance, MovedPaths } from '@powervm-sriov/compute-driver';
import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CordonedPlace, HostSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import type { Screen } from '../render/screen.ts';
import { withProgress } from '../render/with-progress.ts';
import { writeLines } from '../render/write-lines.ts';
import { hostCommand, showCommand } from './console-command.ts';
import { nameOfVnic } from './name-of-vnic.ts';
import { placeKinds, selectPlace, whichArgument } from './select-place.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** Marks on places: nothing new comes there, and traffic that can goes another way. */
export function maintenanceCommand(context: CommandContext) {
  return new Command('maintenance')
    .addCommand(startCommand(context))
    .addCommand(endCommand(context))
    .addCommand(listCommand(context));
}

const kinds = [...placeKinds, 'host'] as const;
type Kind = (typeof kinds)[number];

function changePlaceCommand(name: string, summary: string) {
  return hostCommand(name, summary)
    .addArgument(new Argument('<kind>', 'of the place').choices(kinds))
    .argument('[which]', `${whichArgument}; not for host`)
    .option('--dry-run', 'tell what would be marked and change nothing');
}

function startCommand(context: CommandContext) {
  return changePlaceCommand('start', 'keep new vNICs away from a place, and move traffic away from it')
    .option('--note <text>', 'why, for the others', '')
    .action((kind, which, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
        const known = await snapshot();
        const place = placeOf(known, kind, which);
        const name = namePlace(known, place);
        if (options.dryRun === true) {
          screen.stdout.write(`${name} would be in maintenance, and its traffic go elsewhere\n`);
          return tellDryRun(screen);
        }
        const note = options.note || 'no reason given';
        const wasMarked = isMarked(place, await hosts.listMaintenance(host, signal));
        const started = await withProgress(context.io, `moving traffic away from ${name}`, () =>
          tellInterruption({
            work: () => hosts.startMaintenance(host, { place, note }, signal),
            look: async (until) => markOf(name, place, await hosts.listMaintenance(host, until)),
            signal,
          }),
        );
        screen.stdout.write(`${name} ${wasMarked ? 'was in maintenance already' : 'is in maintenance'}\n`);
        tellPaths(screen, known, started);
        writeLines(
          screen.stdout,
          screen.width,
          started.remaining.map(
            (vnic) => `${nameOfVnic(known, vnic)} still sends through it: ${isRecordedOnly}`,
          ),
        );
        if (started.failed.length > 0) context.exit(exitCodes.failed);
      }),
    );
}

const isRecordedOnly = 'nothing else of it works, or it has no record (vnic adopt)';

function endCommand(context: CommandContext) {
  return changePlaceCommand('end', 'take the mark away, and let traffic come back').action(
    (kind, which, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
        const known = await snapshot();
        const place = placeOf(known, kind, which);
        const name = namePlace(known, place);
        if (options.dryRun === true) {
          screen.stdout.write(`${name} would be in use again\n`);
          return tellDryRun(screen);
        }
        const wasMarked = isMarked(place, await hosts.listMaintenance(host, signal));
        const ended = await withProgress(context.io, `moving traffic back to ${name}`, () =>
          tellInterruption({
            work: () => hosts.endMaintenance(host, { place }, signal),
            look: async (until) => markOf(name, place, await hosts.listMaintenance(host, until)),
            signal,
          }),
        );
        screen.stdout.write(`${name} ${wasMarked ? 'is in use again' : 'was not in maintenance'}\n`);
        tellPaths(screen, known, ended);
        if (ended.failed.length > 0) context.exit(exitCodes.failed);
      }),
  );
}

function listCommand(context: CommandContext) {
  return showCommand('list', 'places in maintenance').action((options) =>
    withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
      const known = await snapshot();
      const rows = (await hosts.listMaintenance(host, signal)).map((each) => ({ ...each, known }));
      const empty = `nothing on system ${known.system.name} is in maintenance`;
      await renderList(screen, { columns, rows, empty }, options);
    }),
  );
}

type MaintenanceRow = Maintenance & { readonly known: HostSnapshot };

const columns: readonly Column<MaintenanceRow>[] = [
  { name: 'place', value: ({ cordon, known }) => namePlace(known, cordon) },
  { name: 'vnics', value: ({ vnics }) => vnics },
  { name: 'active', value: ({ active }) => active, tone: ({ active }) => (active > 0 ? 'bad' : 'good') },
  { name: 'note', value: ({ cordon }) => cordon.note },
];

function placeOf(known: HostSnapshot, kind: Kind, which: string | undefined): CordonedPlace {
  if (kind !== 'host' && which !== undefined) return selectPlace(known, kind, which);
  if (kind === 'host' && which === undefined) return { kind };
  throw new CommandError(
    'USAGE',
    which === undefined
      ? `which ${kind} is meant?`
      : `the system as a whole has no place ${JSON.stringify(which)}`,
    'adapter C8, pport C8-T1, vios NAME, or host alone',
  );
}

export function namePlace({ system, vioses }: HostSnapshot, place: CordonedPlace): string {
  switch (place.kind) {
    case 'host':
      return `system ${system.name}`;
    case 'vios':
      return `VIOS ${vioses.find(({ uuid }) => sameUuid(uuid, place.uuid))?.name ?? place.uuid}`;
    case 'adapter':
    case 'port':
      return `${place.kind} ${place.location}`;
  }
}

function markOf(name: string, place: CordonedPlace, all: readonly Maintenance[]): string {
  return `${name} is ${isMarked(place, all) ? '' : 'not '}in maintenance`;
}

function isMarked(place: CordonedPlace, all: readonly Maintenance[]): boolean {
  return all.some(({ cordon: { note: _note, ...other } }) => JSON.stringify(other) === JSON.stringify(place));
}

function tellPaths(screen: Screen, known: HostSnapshot, { moved, failed }: MovedPaths): void {
  writeLines(screen.stdout, screen.width, [
    ...moved.map((move) => `${nameOfVnic(known, move)} has moved its traffic`),
    ...failed.map((move) => `${nameOfVnic(known, move)} stays: ${move.error.message}`),
  ]);
}
