import type { HealAct, HealProposal, HealReport } from '@powervm-sriov/compute-driver';
import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainHealFinding,
  explainHealObstacle,
  explainHealPlan,
  explainHealWait,
  type HostSnapshot,
} from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { type HostWork, withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import type { Screen } from '../render/screen.ts';
import { withProgress } from '../render/with-progress.ts';
import { writeLines } from '../render/write-lines.ts';
import { showCommand } from './console-command.ts';
import { harmCodeHelp, harmCodes } from './harm-codes.ts';
import { nameOfVnic } from './name-of-vnic.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** Looks, and does only what is named: a vNIC, a plan that was seen, or all of them. */
export function vnicHealCommand(context: CommandContext) {
  return showCommand('heal', 'make recorded vNICs again what was asked for; without a name it only looks')
    .argument('[vnic...]', 'MAC address of those to heal')
    .option('--plan <id...>', 'heal by these plans, if they are still the plans')
    .option('--all', 'heal all that can be healed now')
    .option('--dry-run', 'show the plans and change nothing')
    .option('--explain', 'with the findings, and each step of the plans')
    .addHelpText(
      'after',
      `\n${harmCodeHelp('well, or healed', 'it only looked, and found warnings', 'it only looked, and found errors')}`,
    )
    .action((wanted, options) =>
      withHost(context, options, async (work) => {
        const { hosts, host, screen, signal, snapshot } = work;
        const known = await snapshot();
        const report = await hosts.diagnose(host, signal);
        const chosen = choose(report, { wanted, all: options.all === true });
        const plans =
          options.plan ?? (wanted.length > 0 || options.all === true ? chosen.map(({ id }) => id) : []);
        const rows = chosen.map((proposal) => ({ proposal, known }));
        await renderList(screen, { columns, rows, empty: emptyText(report) }, options);
        if (options.explain === true || plans.length === 0) tellFindings(screen, report);
        if (options.explain === true) tellSteps(screen, chosen);
        if (options.dryRun === true) return tellDryRun(screen);
        if (plans.length > 0) await carryOut(context, work, known, plans);
        else context.exit(harmOf(report));
      }),
    );
}

async function carryOut(
  context: CommandContext,
  { hosts, host, screen, signal }: HostWork,
  known: HostSnapshot,
  plans: readonly string[],
): Promise<void> {
  const { acts } = await withProgress(context.io, `healing by ${plans.length} plans`, () =>
    tellInterruption({
      work: () => hosts.heal(host, plans, signal),
      look: async (until) => `${(await hosts.diagnose(host, until)).proposals.length} plans are left`,
      signal,
    }),
  );
  writeLines(
    screen.stdout,
    screen.width,
    acts.map((act) => tellAct(known, act)),
  );
  const left = plans.length - acts.length;
  if (left > 0) screen.stdout.write(`${left} not begun, because one failed before\n`);
  if (acts.some(({ outcome }) => outcome !== 'healed')) context.exit(exitCodes.failed);
}

interface ProposalRow {
  readonly proposal: HealProposal;
  readonly known: HostSnapshot;
}

const columns: readonly Column<ProposalRow>[] = [
  { name: 'plan', value: ({ proposal }) => proposal.id },
  { name: 'vnic', value: ({ proposal, known }) => nameOfVnic(known, proposal.plan).replace('vNIC ', '') },
  { name: 'against', value: ({ proposal }) => proposal.plan.against.join(', ') },
  { name: 'remedy', value: ({ proposal }) => proposal.plan.remedy.kind },
  { name: 'not_now', value: ({ proposal }) => holdText(proposal) },
];

function holdText({ hold }: HealProposal): string | undefined {
  if (hold === undefined) return undefined;
  switch (hold.kind) {
    case 'grace':
    case 'back-off':
    case 'breaker':
      return hold.kind;
    default:
      return explainHealWait(hold);
  }
}

function choose(
  { proposals }: HealReport,
  { wanted, all }: { readonly wanted: readonly string[]; readonly all: boolean },
): readonly HealProposal[] {
  if (wanted.length === 0) return all ? proposals.filter(({ hold }) => hold === undefined) : proposals;
  return wanted.map((each) => {
    const digits = each.replaceAll(/[:-]/g, '').toUpperCase();
    const found = proposals.find(({ plan }) => plan.mac === digits);
    if (found !== undefined) return found;
    throw new CommandError(
      'UNKNOWN',
      `nothing is to be healed of vNIC ${JSON.stringify(each)}`,
      `vNICs with a plan: ${proposals.map(({ plan }) => formatMacAddress(plan.mac)).join(', ') || 'none'}`,
    );
  });
}

function harmOf({ findings }: HealReport): number {
  if (findings.some(({ severity }) => severity === 'error')) return harmCodes.serious;
  return findings.some(({ severity }) => severity === 'warning') ? harmCodes.some : harmCodes.none;
}

function emptyText({ findings }: HealReport): string {
  return findings.length === 0 ? 'every recorded vNIC is as it was asked for' : 'nothing can be healed';
}

function tellFindings(screen: Screen, { blind, findings, obstacles }: HealReport): void {
  writeLines(screen.stderr, screen.width, [
    ...(blind === undefined ? [] : [`the host cannot be seen: ${blind}`]),
    ...findings.map(explainHealFinding),
    ...obstacles.map(({ mac, obstacle }) => {
      const { problem, advice } = explainHealObstacle(obstacle);
      return `vNIC ${formatMacAddress(mac)} cannot be healed: ${problem}; ${advice}`;
    }),
  ]);
}

function tellSteps(screen: Screen, proposals: readonly HealProposal[]): void {
  writeLines(
    screen.stderr,
    screen.width,
    proposals.flatMap(({ plan }) => explainHealPlan(plan)),
  );
}

function tellAct(known: HostSnapshot, { plan, outcome, error }: HealAct): string {
  return `${nameOfVnic(known, plan)}: ${outcome}${error === undefined ? '' : `, ${error.message}`}`;
}
