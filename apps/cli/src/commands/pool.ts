import { Command, Option } from '@commander-js/extra-typings';
import { parseCapacityText } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainConstraint, type NetworkPool } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { showCommand } from './console-command.ts';
import { parseRedundancy } from './vnic-request.ts';

const poolColumns: readonly Column<NetworkPool>[] = [
  { name: 'network', value: ({ network }) => network },
  {
    name: 'placeable',
    value: ({ placeable }) => placeable,
    tone: ({ placeable }) => (placeable > 0 ? 'good' : 'bad'),
  },
  { name: 'short', value: ({ short }) => short },
  { name: 'limited_by', value: ({ constraint }) => explainConstraint(constraint).problem },
];

export function poolCommand(context: CommandContext) {
  return new Command('pool').addCommand(poolShowCommand(context));
}

function poolShowCommand(context: CommandContext) {
  return showCommand('show', 'how many more vNICs of one shape fit, by network, all counts at once')
    .option('--network <name>', 'only this network', collect)
    .option('--redundancy <devices>', 'backing devices of each vNIC', parseRedundancy, 2)
    .option('--best-effort', 'count those that get fewer devices, too')
    .option('--capacity <share>', 'of each device, 2% or 0.02', parseCapacityText)
    .option('--nova', 'what Nova is told: the lines for nova.conf; with -f json the devices, too')
    .addOption(
      new Option(
        '--mode <mode>',
        'with --nova: a device for each vNIC that fits, or for each virtual function',
      )
        .choices(['placeable', 'advertised'] as const)
        .default('placeable' as const),
    )
    .action((options) =>
      withHost(context, options, async (work) => {
        if (options.nova === true) {
          const { showNovaPool } = await import('./pool-nova.ts');
          return await showNovaPool(work, options);
        }
        const { hosts, host, screen, signal, snapshot } = work;
        const { redundancy, capacity, bestEffort, network } = options;
        const { networks } = await hosts.countPool(
          host,
          {
            shape: { redundancy, capacity, redundancyPolicy: bestEffort === true ? 'best-effort' : 'strict' },
            ...(network === undefined ? {} : { networks: network }),
          },
          signal,
        );
        const empty = `no SR-IOV ports on system ${(await snapshot()).system.name}`;
        const columns = poolColumns.filter(({ name }) => bestEffort === true || name !== 'short');
        await renderList(screen, { columns, rows: networks, empty }, options);
      }),
    );
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
