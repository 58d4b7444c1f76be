import type { ManagedHost } from '@powervm-sriov/compute-driver';
import type { CommandContext } from '../command-context.ts';
import { withConsole } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { addOutputOptions } from '../render/output-options.ts';
import { renderList } from '../render/render-list.ts';
import { consoleCommand } from './console-command.ts';

export function hostListCommand(context: CommandContext) {
  return addOutputOptions(consoleCommand('list', 'the managed systems of the console')).action((options) =>
    withConsole(context, options, async ({ hosts, screen, signal }) => {
      const rows = await hosts.hosts(signal);
      await renderList(screen, { columns, rows, empty: 'the console manages no system' }, options);
    }),
  );
}

const columns: readonly Column<ManagedHost>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'state', value: ({ state }) => state },
  { name: 'machine', value: ({ machine }) => machine },
  { name: 'adapters', value: ({ adapters }) => adapters },
  { name: 'vioses', value: ({ vioses }) => vioses },
  { name: 'lpars', value: ({ partitions }) => partitions },
  { name: 'master', value: ({ isMaster }) => isMaster, tone: ({ isMaster }) => (isMaster ? 'good' : 'bad') },
  { name: 'uuid', value: ({ uuid }) => uuid, detail: true },
];
