import { Command } from '@commander-js/extra-typings';
import { parsePortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import { vnicsOnPort } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import { renderList } from '../render/render-list.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { selectPort } from '../select/select-port.ts';
import { changeCommand, portArgument, showCommand } from './console-command.ts';
import { portColumns, portRows } from './port-columns.ts';
import { portUserColumns } from './port-user-columns.ts';
import { setLabels } from './set-labels.ts';
import { parseMtu, parsePortCount, parseSwitchMode, setPortSettings } from './set-port.ts';

export function pportCommand(context: CommandContext) {
  return new Command('pport')
    .addCommand(listCommand(context))
    .addCommand(showOneCommand(context))
    .addCommand(labelOneCommand(context))
    .addCommand(setOneCommand(context));
}

function listCommand(context: CommandContext) {
  return showCommand('list', 'the physical ports of the adapters in mode Sriov')
    .option('--network <name>', 'only those labelled for this network; default: those without a label')
    .action((options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const rows = portRows(host).filter(
          ({ port }) => options.network === undefined || (port.label || 'default') === options.network,
        );
        const empty = `no such ports on system ${host.system.name}`;
        await renderList(screen, { columns: portColumns, rows, empty }, options);
      }),
    );
}

function showOneCommand(context: CommandContext) {
  return showCommand('show', 'one port, and the vNICs that use it')
    .argument('<port>', portArgument)
    .action((wanted, options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const port = selectPort(host, wanted);
        const rows = portRows(host).filter((each) => each.port === port);
        const users = vnicsOnPort(host, port).map((vnic) => ({ vnic, port, host }));
        for (const row of rows) {
          const parts = [recordPart('used_by', portUserColumns, users)];
          await renderRecord(screen, { columns: portColumns, row, parts }, options);
        }
      }),
    );
}

function labelOneCommand(context: CommandContext) {
  return changeCommand('label', 'label a port with the network that it is cabled to')
    .argument('<port>', portArgument)
    .argument('<label>', "the name of the physical network; '' takes the label away")
    .action((wanted, text, options) =>
      withHost(context, options, async (work) => {
        const label = parsePortLabel(text);
        const { location } = selectPort(await work.snapshot(), wanted);
        await setLabels(context, work, [{ port: location, label }], options);
      }),
    );
}

function setOneCommand(context: CommandContext) {
  return changeCommand('set', 'change the settings of a port')
    .argument('<port>', portArgument)
    .option('--max-logical-ports <number>', 'logical ports that it offers', parsePortCount)
    .option('--mtu <bytes>', '1500 or 9000', parseMtu)
    .option('--switch-mode <mode>', 'Veb or Vepa', parseSwitchMode)
    .option('--sublabel <text>', 'a second name', parseSublabel)
    .action((wanted, options) =>
      withHost(context, options, async (work) => {
        const port = selectPort(await work.snapshot(), wanted);
        await setPortSettings(context, work, { port, settings: options }, options);
      }),
    );
}

function parseSublabel(text: string) {
  return parsePortLabel(text, 8);
}
