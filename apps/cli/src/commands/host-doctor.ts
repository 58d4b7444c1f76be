import type { HostExamination } from '@powervm-sriov/compute-driver';
import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainHostFault,
  explainVnicFault,
  type HostFinding,
  type Severity,
  type VnicFinding,
} from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import type { Screen } from '../render/screen.ts';
import { wrapLine } from '../render/wrap-line.ts';
import { writeLines } from '../render/write-lines.ts';
import { showCommand } from './console-command.ts';
import { describeExamined } from './describe-examined.ts';
import { harmCodeHelp, harmCodes } from './harm-codes.ts';

/** A finding in words. */
interface FindingRow {
  readonly severity: Severity;
  /** The vNIC that it is about; nothing where it is about the host. */
  readonly vnic: string | undefined;
  readonly problem: string;
  readonly advice: string;
}

const findingColumns: readonly Column<FindingRow>[] = [
  { name: 'severity', value: ({ severity }) => severity },
  { name: 'vnic', value: ({ vnic }) => vnic },
  { name: 'problem', value: ({ problem }) => problem },
  { name: 'advice', value: ({ advice }) => advice },
];

/** What is not well, the worst first, and what to do about each. */
export function hostDoctorCommand(context: CommandContext) {
  return showCommand('doctor', 'what is not well with the host and its vNICs, and what to do')
    .addHelpText('after', `\n${harmCodeHelp('nothing worse than remarks', 'warnings', 'errors')}`)
    .action((options) =>
      withHost(context, options, async ({ hosts, host, screen, signal }) => {
        const examination = await hosts.examine(host, signal);
        const rows = findingRows(examination);
        if (options.format === 'table' && options.column === undefined)
          showFindings(screen, examination, rows);
        else await renderList(screen, { columns: findingColumns, rows, empty: 'no findings' }, options);
        const worst = order.find((severity) => rows.some((row) => row.severity === severity));
        context.exit(exitCodes[worst ?? 'info']);
      }),
    );
}

const order: readonly Severity[] = ['error', 'warning', 'info'];
const exitCodes = { info: harmCodes.none, warning: harmCodes.some, error: harmCodes.serious } as const;

function findingRows({ findings, unsyncedProfiles }: HostExamination): readonly FindingRow[] {
  const rows = [...findings.map(findingRow), ...unsyncedProfiles.map(unsyncedRow)];
  return rows.toSorted((left, right) => order.indexOf(left.severity) - order.indexOf(right.severity));
}

function findingRow(finding: HostFinding | VnicFinding): FindingRow {
  const { severity } = finding;
  return 'mac' in finding
    ? { severity, vnic: formatMacAddress(finding.mac), ...explainVnicFault(finding.fault) }
    : { severity, vnic: undefined, ...explainHostFault(finding.fault) };
}

function unsyncedRow(partition: string): FindingRow {
  return {
    severity: 'warning',
    vnic: undefined,
    problem: `the profile of partition ${partition} does not follow its changes: a vNIC created while it runs is gone at its next activation`,
    advice: `switch profile synchronisation on for ${partition} on the HMC`,
  };
}

function showFindings(screen: Screen, examination: HostExamination, rows: readonly FindingRow[]): void {
  writeLines(screen.stdout, screen.width, describeExamined(examination));
  for (const row of rows) showFinding(screen, row);
  screen.stdout.write(`\n${summary(rows)}\n`);
}

/** The severity in a column of its own, and what is told beside it. */
function showFinding(screen: Screen, { severity, vnic, problem, advice }: FindingRow): void {
  const subject = vnic === undefined ? '' : `vNIC ${vnic}: `;
  const lines = [`${subject}${problem}`, `to do: ${advice}`].flatMap((line) =>
    wrapLine(line, screen.width === undefined ? line.length : screen.width - margin),
  );
  screen.stdout.write('\n');
  for (const [index, line] of lines.entries()) {
    const mark = (index === 0 ? severity.toUpperCase() : '').padEnd(margin);
    screen.stdout.write(`${screen.paint(mark, tones[severity])}${line}\n`);
  }
}

const margin = 'WARNING  '.length;
const tones = { error: 'bad', warning: 'heading', info: 'dim' } as const;

function summary(rows: readonly FindingRow[]): string {
  const count = (severity: Severity): number => rows.filter((row) => row.severity === severity).length;
  const told = order.flatMap((severity) => {
    const number = count(severity);
    const word = severity === 'info' ? 'remark' : severity;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  });
  return told.length === 0 ? 'All is well.' : `${told.join(', ')}.`;
}
