import { Command } from '@commander-js/extra-typings';
import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import { renderList } from '../render/render-list.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { selectPartition } from '../select/select-partition.ts';
import { selectVnic } from '../select/select-vnic.ts';
import { showCommand } from './console-command.ts';
import { vnicAdoptCommand } from './vnic-adopt.ts';
import { deviceColumns, deviceRows, vnicColumns, vnicRow, vnicRows } from './vnic-columns.ts';
import { vnicCreateCommand } from './vnic-create.ts';
import { vnicDeleteCommand } from './vnic-delete.ts';
import {
  vnicActivateCommand,
  vnicAddDeviceCommand,
  vnicRemoveDeviceCommand,
  vnicSetCapacityCommand,
  vnicSetPriorityCommand,
} from './vnic-devices.ts';
import { vnicHealCommand } from './vnic-heal.ts';
import { vnicPlanCommand } from './vnic-plan.ts';

export function vnicCommand(context: CommandContext) {
  return new Command('vnic')
    .addCommand(vnicPlanCommand(context))
    .addCommand(vnicCreateCommand(context))
    .addCommand(listCommand(context))
    .addCommand(vnicShowCommand(context))
    .addCommand(vnicActivateCommand(context))
    .addCommand(vnicSetPriorityCommand(context))
    .addCommand(vnicSetCapacityCommand(context))
    .addCommand(vnicAddDeviceCommand(context))
    .addCommand(vnicRemoveDeviceCommand(context))
    .addCommand(vnicDeleteCommand(context))
    .addCommand(vnicAdoptCommand(context))
    .addCommand(vnicHealCommand(context));
}

/** The options that name the vNIC of a partition. */
const ofPartition = ['-p, --lpar <partition>', 'name, id or UUID of the partition'] as const;

function listCommand(context: CommandContext) {
  return showCommand('list', 'the vNICs of the system, or of one partition')
    .option(...ofPartition)
    .action((options) =>
      withHost(context, options, async ({ hosts, host: system, screen, signal, snapshot }) => {
        const host = await snapshot();
        const records = await hosts.listRecorded(system, signal);
        const owner = options.lpar === undefined ? undefined : selectPartition(host, options.lpar);
        const rows = vnicRows(host, records).filter(
          ({ vnic }) => owner === undefined || sameUuid(vnic.partitionUuid, owner.uuid),
        );
        const place = owner === undefined ? `system ${host.system.name}` : `partition ${owner.name}`;
        await renderList(screen, { columns: vnicColumns, rows, empty: `no vNICs on ${place}` }, options);
      }),
    );
}

function vnicShowCommand(context: CommandContext) {
  return showCommand('show', 'one vNIC with its backing devices')
    .argument('<vnic>', 'MAC address, virtual slot or UUID')
    .option(...ofPartition)
    .action((wanted, options) =>
      withHost(context, options, async ({ hosts, host: system, screen, signal, snapshot }) => {
        const host = await snapshot();
        const records = await hosts.listRecorded(system, signal);
        const vnic = selectVnic(host, wanted, options.lpar);
        const parts = [recordPart('devices', deviceColumns, deviceRows(host, vnic))];
        await renderRecord(
          screen,
          { columns: vnicColumns, row: vnicRow(host, vnic, records), parts },
          options,
        );
      }),
    );
}
