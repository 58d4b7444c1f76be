import { Option } from '@commander-js/extra-typings';
import type { NewPartitionSpec, ProcessorSpec, Range } from '@powervm-sriov/compute-driver';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderRecord } from '../render/render-record.ts';
import { withProgress } from '../render/with-progress.ts';
import { showCommand } from './console-command.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** A partition without storage: what vNICs need, and what a cold migration builds again elsewhere. */
export function lparCreateCommand(context: CommandContext) {
  return showCommand('create', 'define a partition, not activated; its storage is given elsewhere')
    .argument('<name>', '1 to 31 characters')
    .optionsGroup('The partition:')
    .addOption(
      new Option('--type <type>').choices(['AIX/Linux', 'OS400'] as const).default('AIX/Linux' as const),
    )
    .requiredOption('--memory <size>', '4G or 4096M', parseMemory)
    .option('--max-memory <size>', 'to which it can grow; default: as --memory', parseMemory)
    .option('--processors <number>', 'virtual ones, or dedicated ones with --dedicated', parseWhole, 1)
    .option('--max-processors <number>', 'default: as --processors', parseWhole)
    .option(
      '--units <share>',
      'of real processors, 0.05 or more; default: 0.1 for each virtual one',
      parseUnits,
    )
    .option('--dedicated', 'processors of its own')
    .option('--slots <number>', 'virtual slots at most', parseWhole, 64)
    .option('--no-management-network', 'without the adapter by which NovaLink reaches its RMC')
    .option('--instance <uuid>', "Nova's instance: the partition gets the UUID that PowerVM makes of it")
    .optionsGroup('Options:')
    .option('--dry-run', 'show what would be defined, and define nothing')
    .action((name, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, read }) => {
        const order = orderOf(name, options);
        const isThere = (await read()).snapshot.partitions.some((partition) => partition.name === name);
        if (options.dryRun !== true) {
          const request = { spec: order, instance: options.instance };
          await withProgress(context.io, `creating partition ${name}`, () =>
            tellInterruption({
              work: () => hosts.createPartition(host, request, signal),
              look: async (until) => {
                const { partitions } = (await read(until)).snapshot;
                const isMade = partitions.some((partition) => partition.name === name);
                return `partition ${name} ${isMade ? 'is there' : 'was not created'}`;
              },
              signal,
            }),
          );
          screen.stderr.write(
            `partition ${name} ${isThere ? 'was there already' : 'created, not activated'}\n`,
          );
        }
        await renderRecord(screen, { columns, row: order }, options);
        if (options.dryRun === true) tellDryRun(screen);
      }),
    );
}

interface GivenPartition {
  readonly type: NewPartitionSpec['type'];
  readonly memory: number;
  readonly maxMemory?: number | undefined;
  readonly processors: number;
  readonly maxProcessors?: number | undefined;
  readonly units?: number | undefined;
  readonly dedicated?: true | undefined;
  readonly slots: number;
  readonly managementNetwork: boolean;
}

function orderOf(name: string, given: GivenPartition): NewPartitionSpec {
  const { type, memory, maxMemory = memory, slots, managementNetwork } = given;
  return {
    name,
    type,
    memory: { minimum: memory, desired: memory, maximum: maxMemory },
    processors: processorsOf(given),
    maximumVirtualSlots: slots,
    ...(managementNetwork ? {} : { managementNetwork }),
  };
}

/** Shared ones as nova-powervm makes them where a flavor says nothing: a tenth each, uncapped with weight 128. */
function processorsOf({
  processors,
  maxProcessors = processors,
  units,
  dedicated,
}: GivenPartition): ProcessorSpec {
  const count: Range = { minimum: 1, desired: processors, maximum: maxProcessors };
  if (dedicated === true) return { kind: 'dedicated', count };
  const share = (of: number): number => Math.max(0.05, Math.round(of * 10) / 100);
  const desired = units ?? share(processors);
  return {
    kind: 'shared',
    virtual: count,
    units: {
      minimum: Math.min(desired, share(1)),
      desired,
      maximum: Math.max(desired, share(maxProcessors)),
    },
    uncappedWeight: 128,
  };
}

const columns: readonly Column<NewPartitionSpec>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'type', value: ({ type }) => type },
  { name: 'memory_mb', value: ({ memory }) => rangeText(memory) },
  { name: 'processors', value: ({ processors }) => processorsText(processors) },
  { name: 'slots', value: ({ maximumVirtualSlots }) => maximumVirtualSlots },
];

function rangeText({ minimum, desired, maximum }: Range): string {
  return minimum === desired && maximum === desired
    ? String(desired)
    : `${desired} (${minimum} to ${maximum})`;
}

function processorsText(processors: ProcessorSpec): string {
  if (processors.kind === 'dedicated') return `${rangeText(processors.count)} dedicated`;
  return `${rangeText(processors.virtual)} virtual, ${rangeText(processors.units)} units`;
}

function parseMemory(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,7})([GM])B?$/i.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) * (unit.toUpperCase() === 'G' ? 1024 : 1);
  throw new CommandError('USAGE', `memory ${JSON.stringify(text)}: expected a size such as 4G or 4096M`);
}

function parseWhole(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new CommandError('USAGE', `${JSON.stringify(text)}: expected a whole number from 1 on`);
}

function parseUnits(text: string): number {
  if (/^\d{1,4}(\.\d{1,2})?$/.test(text) && Number(text) >= 0.05) return Number(text);
  throw new CommandError(
    'USAGE',
    `--units ${JSON.stringify(text)}: expected 0.05 or more, with two decimals at most`,
  );
}
