import { Command } from '@commander-js/extra-typings';
import { parsePortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { withHost } from '../connection/with-host.ts';
import { cellText } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { selectAdapter, selectPort } from '../select/select-port.ts';
import { parseAdapterMode } from './adapter-mode.ts';
import { changeCommand, showCommand } from './console-command.ts';
import { type Assignment, collectAssignments } from './parse-assignment.ts';
import { setLabels } from './set-labels.ts';
import { setMode } from './set-mode.ts';
import { sriovColumns, sriovRows } from './sriov-columns.ts';

/** pvmctl's noun, with its spelling, for the fingers that know it. */
export function sriovCommand(context: CommandContext) {
  return new Command('sriov').addCommand(listCommand(context)).addCommand(updateCommand(context));
}

function listCommand(context: CommandContext) {
  return showCommand('list', 'the adapters with their ports, one port a line')
    .option('-d, --display-fields <field...>', 'only these columns, as with -c')
    .option('-w, --where <field=value...>', 'only the lines that have all these values', collectAssignments)
    .action((options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const rows = sriovRows(host).filter((row) =>
          (options.where ?? []).every(({ key, value }) => {
            const column = sriovColumns.find(({ name }) => name === fieldName(key));
            if (column === undefined) throw unknownField(key);
            return cellText(column.value(row)).toLowerCase() === (value || '-').toLowerCase();
          }),
        );
        const column = options.displayFields?.map(fieldName) ?? options.column;
        const empty = 'no adapter or port has these values';
        await renderList(screen, { columns: sriovColumns, rows, empty }, { ...options, column });
      }),
    );
}

function updateCommand(context: CommandContext) {
  return changeCommand('update', 'set the mode of an adapter, or the label of a port')
    .option(
      '-i, --object-id <field=value>',
      'the adapter: phys_loc=LOCATION or sriov_adap_id=NUMBER',
      collectAssignments,
    )
    .option('--port-loc, --loc <location>', 'the port')
    .requiredOption(
      '-s, --set <field=value...>',
      'mode=Sriov, mode=Dedicated, or label=NETWORK',
      collectAssignments,
    )
    .action((options) =>
      withHost(context, options, async (work) => {
        const { objectId, set } = options;
        const host = await work.snapshot();
        const setting = onlyOne(set, '-s');
        const port = options.loc;
        if (port !== undefined && objectId === undefined && setting.key === 'label') {
          const labels = [{ port: selectPort(host, port).location, label: parsePortLabel(setting.value) }];
          return setLabels(context, work, labels, options);
        }
        if (objectId !== undefined && port === undefined && setting.key === 'mode') {
          const { value } = onlyOne(objectId, '-i', ['phys_loc', 'sriov_adap_id']);
          const change = { adapter: selectAdapter(host, value), mode: parseAdapterMode(setting.value) };
          return setMode(context, work, change, options);
        }
        throw new CommandError('USAGE', 'sriov update does not know what to set where', [
          'the mode of an adapter: sriov update -i phys_loc=LOCATION -s mode=Sriov',
          'the label of a port:    sriov update --port-loc LOCATION -s label=NETWORK',
        ]);
      }),
    );
}

/** pvmctl writes `SRIOV.mode`; the class says nothing that the field does not. */
function fieldName(field: string): string {
  return field.replace(/^.*\./, '').toLowerCase();
}

function unknownField(field: string): CommandError {
  const known = sriovColumns.map(({ name }) => name).join(', ');
  return new CommandError('USAGE', `there is no field ${JSON.stringify(field)}`, `fields: ${known}`);
}

function onlyOne(given: readonly Assignment[], option: string, keys?: readonly string[]): Assignment {
  const [only, ...others] = given.map(({ key, value }) => ({ key: fieldName(key), value }));
  if (only !== undefined && others.length === 0 && (keys?.includes(only.key) ?? true)) return only;
  const expected = keys === undefined ? 'one FIELD=VALUE' : keys.map((key) => `${key}=VALUE`).join(' or ');
  throw new CommandError('USAGE', `${option} takes ${expected}`);
}
