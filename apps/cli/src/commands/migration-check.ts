import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainMigration, type VnicForecast } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withConsole } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { withProgress } from '../render/with-progress.ts';
import { writeLines } from '../render/write-lines.ts';
import { addRouteOptions, showCommand } from './console-command.ts';
import { findRoute } from './migration-route.ts';

/** What stands against a migration, all of it, and where the vNICs would fit. */
export function migrationCheckCommand(context: CommandContext) {
  return addRouteOptions(showCommand('check', 'whether a partition could migrate; changes nothing'))
    .option('--cold', 'powered off and built anew, instead of live')
    .option('--allow-reduced', 'although a vNIC would have fewer devices')
    .option('--explain', 'why these places, and why not the others')
    .action((options) =>
      withConsole(context, options, async (work) => {
        const { hosts, screen, signal } = work;
        const { name, from, onto, state: _state, ...route } = await findRoute(work, options);
        const kind = options.cold === true ? 'cold' : 'live';
        const check = { ...route, kind, allowReduced: options.allowReduced === true } as const;
        const forecast = await withProgress(context.io, `looking at ${from} and ${onto}`, () =>
          hosts.checkMigration(check, signal),
        );
        screen.stderr.write(
          `partition ${name} can migrate ${kind === 'live' ? 'live' : 'cold'} from ${from} to ${onto}\n`,
        );
        if (options.explain === true && options.format === 'table') {
          return writeLines(screen.stdout, screen.width, explainMigration(forecast));
        }
        await renderList(screen, { columns, rows: forecast.vnics, empty: 'it has no vNICs' }, options);
      }),
    );
}

const columns: readonly Column<VnicForecast>[] = [
  { name: 'mac', value: ({ mac }) => formatMacAddress(mac) },
  { name: 'fits', value: ({ kind }) => kind },
  { name: 'for_example_on', value: (vnic) => placesOf(vnic) },
];

function placesOf(vnic: VnicForecast): string | undefined {
  if (!('plan' in vnic)) return undefined;
  return vnic.plan.devices.map(({ portLocation, viosName }) => `${portLocation} (${viosName})`).join(', ');
}
