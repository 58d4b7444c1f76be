import type { DrainReport, IdentifiedDrain } from '@powervm-sriov/compute-driver';
import {
  type DrainedVnic,
  explainDrainObstacle,
  explainSteps,
  type HostSnapshot,
} from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { confirmName } from '../confirm/confirm-name.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import type { Screen } from '../render/screen.ts';
import { withProgress } from '../render/with-progress.ts';
import { writeLines } from '../render/write-lines.ts';
import { showCommand } from './console-command.ts';
import { namePlace } from './maintenance.ts';
import { nameOfVnic } from './name-of-vnic.ts';
import { placeArgument, selectPlace, whichArgument } from './select-place.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** Empties a place by a plan that is shown first. */
export function hostDrainCommand(context: CommandContext) {
  return showCommand('drain', 'move all vNICs away from an adapter, a port or a VIOS')
    .addArgument(placeArgument('what is emptied'))
    .argument('<which>', whichArgument)
    .option('--plan <id>', 'only if this is still the plan')
    .option('--foreign', 'vNICs without a record, too')
    .option('--dry-run', 'show the plan and change nothing')
    .option('--explain', 'with each step of the plan')
    .option('--yes', 'do not ask for the place')
    .action((kind, which, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
        const known = await snapshot();
        const place = selectPlace(known, kind, which);
        const name = namePlace(known, place);
        const request = { place, foreign: options.foreign === true ? ('move' as const) : ('stay' as const) };
        const plan = await hosts.planDrain(host, request, signal);
        const rows = plan.vnics.map((vnic) => ({ vnic, known }));
        await renderList(screen, { columns, rows, empty: `no vNIC is on ${name}` }, options);
        if (plan.vnics.length === 0) return;
        if (options.explain === true) explainPlan(screen, plan);
        screen.stderr.write(`plan ${plan.id}: ${summary(plan)}\n`);
        if (options.dryRun === true) return tellDryRun(screen);
        if (options.plan === undefined) {
          const warning = `This moves backing devices away from ${name}, which is in maintenance from then on.`;
          const typed = 'location' in place ? place.location : which;
          await confirmName(context.io, { warning, name: typed, yes: options.yes === true }, signal);
        }
        let progress = `draining ${name}`;
        const order = {
          ...request,
          plan: options.plan ?? plan.id,
          onProgress: ({ made, of }: { readonly made: number; readonly of: number }) => {
            progress = `draining ${name}: ${made} of ${of} steps`;
          },
        };
        const report = await withProgress(
          context.io,
          () => progress,
          () =>
            tellInterruption({
              work: () => hosts.drain(host, order, signal),
              look: async (until) => summary(await hosts.planDrain(host, request, until)),
              signal,
            }),
        );
        tellReport(screen, known, { name, report });
        if (report.failed !== undefined) context.exit(exitCodes.failed);
        else if (report.stays.length > 0) context.exit(exitCodes.refused);
      }),
    );
}

interface DrainRow {
  readonly vnic: DrainedVnic;
  readonly known: HostSnapshot;
}

const columns: readonly Column<DrainRow>[] = [
  { name: 'vnic', value: ({ vnic, known }) => nameOfVnic(known, vnic).replace('vNIC ', '') },
  { name: 'steps', value: ({ vnic }) => vnic.steps.length },
  { name: 'left_with', value: ({ vnic }) => vnic.reducedTo },
  {
    name: 'stays',
    value: ({ vnic: { stays } }) => (stays === undefined ? undefined : explainDrainObstacle(stays)),
    tone: ({ vnic: { stays } }) => (stays === undefined ? undefined : 'bad'),
  },
];

function explainPlan(screen: Screen, { vnics }: IdentifiedDrain): void {
  const lines = vnics.filter(({ steps }) => steps.length > 0).flatMap((vnic) => explainSteps(vnic));
  writeLines(screen.stderr, screen.width, lines);
}

function summary({ vnics }: IdentifiedDrain): string {
  const moving = vnics.filter(({ steps }) => steps.length > 0).length;
  const staying = vnics.filter(({ stays }) => stays !== undefined).length;
  const reduced = vnics.filter(({ reducedTo }) => reducedTo !== undefined).length;
  const fewer = reduced === 0 ? '' : `, ${reduced} left with fewer devices`;
  return `${moving} to move${fewer}, ${staying} to stay`;
}

function tellReport(
  screen: Screen,
  known: HostSnapshot,
  { name, report }: { readonly name: string; readonly report: DrainReport },
): void {
  const { done, failed, left, stays } = report;
  writeLines(screen.stdout, screen.width, [
    `${done.length} of ${done.length + left.length + (failed === undefined ? 0 : 1)} moved away from ${name}, which is in maintenance`,
    ...(failed === undefined
      ? []
      : [`${nameOfVnic(known, failed.vnic)} failed after ${failed.made} steps: ${failed.error.message}`]),
    ...left.map((vnic) => `${nameOfVnic(known, vnic)} was not begun`),
    ...stays.map((vnic) => `${nameOfVnic(known, vnic)} has devices there still`),
  ]);
}
