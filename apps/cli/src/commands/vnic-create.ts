import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { withProgress } from '../render/with-progress.ts';
import { selectPartition } from '../select/select-partition.ts';
import { showCommand } from './console-command.ts';
import { renderPlan } from './render-plan.ts';
import { tellDryRun } from './tell-dry-run.ts';
import { deviceColumns, deviceRows, vnicColumns, vnicRow } from './vnic-columns.ts';
import { addVnicOptions, vnicRequest } from './vnic-request.ts';

export function vnicCreateCommand(context: CommandContext) {
  return addVnicOptions(showCommand('create', 'give a partition a vNIC'))
    .option('--port-id <id>', "Neutron's port, where it is that of a cloud")
    .option('--instance <uuid>', "Nova's instance, likewise")
    .option('--dry-run', 'show the plan and change nothing')
    .option('--explain', 'the plan with its reasons first')
    .action((options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot, read }) => {
        const known = await snapshot();
        const partition = selectPartition(known, options.lpar);
        const { portId, instance } = options;
        const vnic = vnicRequest(options, known);
        const plan = await hosts.planVnic(host, vnic, signal);
        // One that is there already is for the driver to judge: the same is a success.
        const isRefused = !plan.feasible && plan.constraint.kind !== 'mac-in-use';
        if (isRefused || options.dryRun === true || options.explain === true) {
          const explain = options.explain === true;
          const refusals = screen.stderr;
          await renderPlan(screen, { plan, partition: partition.name, explain, refusals }, options);
          if (!plan.feasible) context.exit(exitCodes.refused);
          if (!plan.feasible) return;
          if (options.dryRun === true) return tellDryRun(screen);
          screen.stdout.write('\n');
        }
        const name = `vNIC ${formatMacAddress(vnic.mac)} of ${partition.name}`;
        const plugged = await withProgress(context.io, `creating ${name}`, () =>
          tellInterruption({
            work: () => hosts.plugVnic(host, { partition: partition.uuid, vnic, portId, instance }, signal),
            look: async (until) => {
              const { vnics } = (await read(until)).snapshot;
              return vnics.some(({ mac }) => mac === vnic.mac)
                ? `${name} is there`
                : `${name} was not created`;
            },
            signal,
          }),
        );
        const now = await snapshot();
        const records = await hosts.listRecorded(host, signal);
        screen.stderr.write(`${name} ${plugged.outcome === 'created' ? 'created' : 'was there already'}\n`);
        for (const { message } of plugged.warnings) screen.stderr.write(`warning: ${message}\n`);
        const parts = [recordPart('devices', deviceColumns, deviceRows(now, plugged.vnic))];
        await renderRecord(
          screen,
          { columns: vnicColumns, row: vnicRow(now, plugged.vnic, records), parts },
          options,
        );
      }),
    );
}
