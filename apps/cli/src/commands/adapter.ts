import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import { renderList } from '../render/render-list.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { selectAdapter } from '../select/select-port.ts';
import { adapterColumns } from './adapter-columns.ts';
import { parseAdapterMode } from './adapter-mode.ts';
import { adapterArgument, changeCommand, showCommand } from './console-command.ts';
import { portColumns, portRows } from './port-columns.ts';
import { setMode } from './set-mode.ts';

export function adapterCommand(context: CommandContext) {
  return new Command('adapter')
    .addCommand(listCommand(context))
    .addCommand(showOneCommand(context))
    .addCommand(setModeCommand(context));
}

function listCommand(context: CommandContext) {
  return showCommand('list', 'the SR-IOV capable adapters').action((options) =>
    withHost(context, options, async ({ screen, snapshot }) => {
      const { adapters, system } = await snapshot();
      const empty = `no SR-IOV adapters on system ${system.name}`;
      await renderList(screen, { columns: adapterColumns, rows: adapters, empty }, options);
    }),
  );
}

function showOneCommand(context: CommandContext) {
  return showCommand('show', 'one adapter with its ports')
    .argument('<adapter>', adapterArgument)
    .action((wanted, options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const row = selectAdapter(host, wanted);
        const ports = portRows(host).filter(({ adapter }) => adapter === row);
        const parts = [recordPart('ports', portColumns, ports)];
        await renderRecord(screen, { columns: adapterColumns, row, parts }, options);
      }),
    );
}

function setModeCommand(context: CommandContext) {
  return changeCommand('set-mode', 'switch an adapter between SR-IOV and dedicated use')
    .argument('<adapter>', adapterArgument)
    .argument(
      '<mode>',
      'Sriov or Dedicated; with --force its logical ports are thrown away',
      parseAdapterMode,
    )
    .action((wanted, mode, options) =>
      withHost(context, options, async (work) => {
        const adapter = selectAdapter(await work.snapshot(), wanted);
        const isForced = options.force === true && mode === 'Dedicated';
        await setMode(context, work, { adapter, mode: isForced ? 'ForceDedicated' : mode }, options);
      }),
    );
}
