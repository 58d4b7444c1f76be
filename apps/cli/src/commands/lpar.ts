import { Command } from '@commander-js/extra-typings';
import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainHindrance,
  type HostSnapshot,
  judgePartition,
  nameDevice,
  type PartitionSnapshot,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { recordPart, renderRecord } from '../render/render-record.ts';
import { selectPartition } from '../select/select-partition.ts';
import { showCommand } from './console-command.ts';
import { lparCreateCommand } from './lpar-create.ts';
import { lparDeleteCommand } from './lpar-delete.ts';
import { lparPowerCommand } from './lpar-power.ts';

interface PartitionRow {
  readonly partition: PartitionSnapshot;
  readonly vnics: readonly VnicSnapshot[];
}

export function lparCommand(context: CommandContext) {
  const list = showCommand('list', 'the client partitions').action((options) =>
    withHost(context, options, async ({ screen, snapshot }) => {
      const host = await snapshot();
      const rows = host.partitions.map((partition) => rowOf(host, partition));
      const empty = `no client partitions on system ${host.system.name}`;
      await renderList(screen, { columns, rows, empty }, options);
    }),
  );
  const show = showCommand('show', 'one partition with its vNICs')
    .argument('<partition>', 'name, id or UUID')
    .action((wanted, options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const row = rowOf(host, selectPartition(host, wanted));
        const vnics = row.vnics.map((vnic) => ({ vnic, host }));
        const parts = [recordPart('vnics', vnicsOfPartition, vnics)];
        await renderRecord(screen, { columns, row, parts }, options);
      }),
    );
  return new Command('lpar')
    .addCommand(list)
    .addCommand(show)
    .addCommand(lparCreateCommand(context))
    .addCommand(lparPowerCommand(context))
    .addCommand(lparDeleteCommand(context));
}

function rowOf({ vnics }: HostSnapshot, partition: PartitionSnapshot): PartitionRow {
  return { partition, vnics: vnics.filter(({ partitionUuid }) => sameUuid(partitionUuid, partition.uuid)) };
}

const columns: readonly Column<PartitionRow>[] = [
  { name: 'name', value: ({ partition }) => partition.name },
  { name: 'id', value: ({ partition }) => partition.partitionId },
  { name: 'type', value: ({ partition }) => partition.type },
  { name: 'state', value: ({ partition }) => partition.state },
  { name: 'rmc', value: ({ partition }) => partition.rmc },
  { name: 'vnics', value: ({ vnics }) => vnics.length },
  {
    name: 'ready',
    value: ({ partition }) => judgePartition(partition) === undefined,
    tone: ({ partition }) => (judgePartition(partition) === undefined ? 'good' : 'bad'),
  },
  { name: 'migration', value: ({ partition }) => partition.migrationState, detail: true },
  { name: 'uuid', value: ({ partition }) => partition.uuid, detail: true },
  {
    name: 'why_not_ready',
    value: ({ partition }) => {
      const hindrance = judgePartition(partition);
      return hindrance === undefined ? undefined : explainHindrance(partition, hindrance);
    },
    detail: true,
  },
];

interface VnicOfPartition {
  readonly vnic: VnicSnapshot;
  readonly host: HostSnapshot;
}

const vnicsOfPartition: readonly Column<VnicOfPartition>[] = [
  { name: 'mac', value: ({ vnic }) => formatMacAddress(vnic.mac) },
  { name: 'slot', value: ({ vnic }) => vnic.slot },
  { name: 'vlan', value: ({ vnic }) => vnic.vlan },
  {
    name: 'ports',
    value: ({ vnic, host }) => vnic.devices.map((device) => nameDevice(device, host).port).join(', '),
  },
];
