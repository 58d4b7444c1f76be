import {
  type Capacity,
  formatCapacity,
  formatMacAddress,
  untagged,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainPlan,
  explainWeakness,
  type Infeasible,
  type Planned,
  type PlannedDevice,
  type VnicPlan,
} from '@powervm-sriov/sriov-core';
import type { Column } from '../render/column.ts';
import type { OutputOptions } from '../render/output-options.ts';
import { renderList } from '../render/render-list.ts';
import type { Screen } from '../render/screen.ts';
import { writeLines } from '../render/write-lines.ts';

const planColumns: readonly Column<PlannedDevice>[] = [
  { name: 'priority', value: ({ priority }) => priority },
  { name: 'port', value: ({ portLocation }) => portLocation },
  { name: 'vios', value: ({ viosName }) => viosName },
  { name: 'capacity', value: ({ capacity, maxCapacity }) => shareText(capacity, maxCapacity) },
];

export interface PlanView {
  readonly plan: VnicPlan;
  /** Name of the partition that the vNIC is for. */
  readonly partition: string;
  /** With the reasons for every choice, and for what was not taken. */
  readonly explain: boolean;
  /** Where a refusal is told: the answer to `plan`, and an error of `create`. */
  readonly refusals: Screen['stdout'];
}

/** Shows a plan: the devices as rows, and around them what people want to know. */
export async function renderPlan(screen: Screen, view: PlanView, options: OutputOptions): Promise<void> {
  const { plan, explain } = view;
  if (!plan.feasible) return renderRefusal(screen, { plan, refusals: view.refusals }, options);
  const isTable = options.format === 'table';
  if (isTable && explain) return writeLines(screen.stdout, screen.width, explainPlan(plan));
  if (isTable) screen.stdout.write(`${nameVnic(plan, view.partition)}\n\n`);
  await renderList(screen, { columns: planColumns, rows: plan.devices, empty: 'no devices' }, options);
  const weak = plan.weaknesses.map((weakness) => `weak: ${explainWeakness(weakness)}`);
  if (weak.length > 0 && isTable) screen.stdout.write('\n');
  writeLines(isTable ? screen.stdout : screen.stderr, screen.width, weak);
}

/** A program gets an empty list, and finds the reasons beside it. */
async function renderRefusal(
  screen: Screen,
  { plan, refusals }: { readonly plan: Infeasible; readonly refusals: Screen['stdout'] },
  options: OutputOptions,
): Promise<void> {
  if (options.format === 'table') return writeLines(refusals, screen.width, explainPlan(plan));
  writeLines(screen.stderr, screen.width, explainPlan(plan));
  await renderList(screen, { columns: planColumns, rows: [], empty: 'no devices' }, options);
}

function nameVnic({ request: { mac, network, vlan } }: Planned, partition: string): string {
  const tag = vlan === untagged ? 'untagged' : `VLAN ${vlan}`;
  return `vNIC ${formatMacAddress(mac)} of ${partition} on network '${network}', ${tag}`;
}

function shareText(capacity: Capacity, most: Capacity | undefined): string {
  return most === undefined
    ? formatCapacity(capacity)
    : `${formatCapacity(capacity)} to ${formatCapacity(most)}`;
}
