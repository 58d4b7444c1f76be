import { formatCapacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, PhysicalPortSnapshot, SriovAdapterSnapshot } from '@powervm-sriov/sriov-core';
import type { Column } from '../render/column.ts';

/** A port with its adapter; an adapter without ports has a line of its own. */
export interface SriovRow {
  readonly adapter: SriovAdapterSnapshot;
  readonly port: PhysicalPortSnapshot | undefined;
}

export function sriovRows({ adapters }: HostSnapshot): readonly SriovRow[] {
  return adapters.flatMap((adapter): readonly SriovRow[] =>
    adapter.ports.length === 0
      ? [{ adapter, port: undefined }]
      : adapter.ports.map((port) => ({ adapter, port })),
  );
}

/** Named as pypowervm names the properties (wrappers/iocard.py). */
export const sriovColumns: readonly Column<SriovRow>[] = [
  { name: 'phys_loc', value: ({ adapter }) => adapter.location },
  { name: 'sriov_adap_id', value: ({ adapter }) => adapter.adapterId, detail: true },
  { name: 'mode', value: ({ adapter }) => adapter.mode },
  { name: 'state', value: ({ adapter }) => adapter.state, detail: true },
  { name: 'port_id', value: ({ port }) => port?.portId, detail: true },
  { name: 'port_loc', value: ({ port }) => port?.location },
  { name: 'label', value: ({ port }) => port?.label },
  { name: 'sublabel', value: ({ port }) => port?.sublabel, detail: true },
  {
    name: 'link_status',
    value: ({ port }) => (port?.linkUp === undefined ? undefined : port.linkUp ? 'up' : 'down'),
    tone: ({ port }) => (port?.linkUp === false ? 'bad' : undefined),
    detail: true,
  },
  { name: 'cfg_lps', value: ({ port }) => port?.configuredLogicalPorts, detail: true },
  { name: 'cfg_max_lps', value: ({ port }) => port?.configuredMaxLogicalPorts, detail: true },
  {
    name: 'allocated_capacity',
    value: ({ port }) =>
      port?.allocatedCapacity === undefined ? undefined : formatCapacity(port.allocatedCapacity),
    detail: true,
  },
];
