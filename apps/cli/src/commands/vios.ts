import { Command } from '@commander-js/extra-typings';
import type { ViosSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { showCommand } from './console-command.ts';

interface ViosRow {
  readonly vios: ViosSnapshot;
  /** Backing devices that it serves. */
  readonly serves: number;
}

export function viosCommand(context: CommandContext) {
  const list = showCommand('list', 'the VIOSes, and whether they can serve vNICs').action((options) =>
    withHost(context, options, async ({ screen, snapshot }) => {
      const { vioses, vnics, system } = await snapshot();
      const devices = vnics.flatMap((vnic) => vnic.devices);
      const rows = vioses.map((vios) => ({
        vios,
        serves: devices.filter(({ viosUuid }) => viosUuid.toLowerCase() === vios.uuid.toLowerCase()).length,
      }));
      await renderList(screen, { columns, rows, empty: `no VIOSes on system ${system.name}` }, options);
    }),
  );
  return new Command('vios').addCommand(list);
}

const columns: readonly Column<ViosRow>[] = [
  { name: 'name', value: ({ vios }) => vios.name },
  { name: 'id', value: ({ vios }) => vios.partitionId },
  {
    name: 'state',
    value: ({ vios }) => vios.state,
    tone: ({ vios }) => (vios.state === 'running' ? 'good' : 'bad'),
  },
  {
    name: 'rmc',
    value: ({ vios }) => vios.rmc,
    tone: ({ vios }) => (vios.rmc === 'active' || vios.isManagementPartition ? 'good' : 'bad'),
  },
  { name: 'vnic_capable', value: ({ vios }) => vios.vnicCapable },
  { name: 'failover_capable', value: ({ vios }) => vios.vnicFailoverCapable },
  { name: 'serves', value: ({ serves }) => serves },
  { name: 'management', value: ({ vios }) => vios.isManagementPartition, detail: true },
  { name: 'uuid', value: ({ vios }) => vios.uuid, detail: true },
];
