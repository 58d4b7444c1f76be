import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import { renderList } from '../render/render-list.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { selectAdapter } from '../select/select-port.ts';
import { adapterColumns } from './adapter-columns.ts';
import { showCommand } from './console-command.ts';
import { portColumns, portRows } from './port-columns.ts';

export function adapterCommand(context: CommandContext) {
  const list = showCommand('list', 'the SR-IOV capable adapters').action((options) =>
    withHost(context, options, async ({ screen, snapshot }) => {
      const { adapters, system } = await snapshot();
      const empty = `no SR-IOV adapters on system ${system.name}`;
      await renderList(screen, { columns: adapterColumns, rows: adapters, empty }, options);
    }),
  );

  const show = showCommand('show', 'one adapter with its ports')
    .argument('<adapter>', 'location code, a unique end of it (C8), or the SR-IOV adapter id')
    .action((wanted, options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const row = selectAdapter(host, wanted);
        const ports = portRows(host).filter(({ adapter }) => adapter === row);
        const parts = [recordPart('ports', portColumns, ports)];
        await renderRecord(screen, { columns: adapterColumns, row, parts }, options);
      }),
    );

  return new Command('adapter')
    .description('SR-IOV adapters: list, show, set-mode')
    .addCommand(list)
    .addCommand(show);
}
