import { formatCapacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type HostSnapshot,
  type PhysicalPortSnapshot,
  type SriovAdapterSnapshot,
  vnicsOnPort,
} from '@powervm-sriov/sriov-core';
import type { Column } from '../render/column.ts';

/** A physical port with its adapter, and how much it is used. */
export interface PortRow {
  readonly port: PhysicalPortSnapshot;
  readonly adapter: SriovAdapterSnapshot;
  /** The vNICs that have a backing device on it. */
  readonly vnics: number;
}

export function portRows(host: HostSnapshot): readonly PortRow[] {
  return host.adapters.flatMap((adapter) =>
    adapter.ports.map((port) => ({ port, adapter, vnics: vnicsOnPort(host, port).length })),
  );
}

export const portColumns: readonly Column<PortRow>[] = [
  { name: 'location', value: ({ port }) => port.location },
  { name: 'id', value: ({ port: { adapterId, portId } }) => `${adapterId ?? '?'}:${portId}` },
  { name: 'label', value: ({ port }) => port.label },
  {
    name: 'link',
    value: ({ port: { linkUp } }) => (linkUp === undefined ? undefined : linkUp ? 'up' : 'down'),
    tone: ({ port: { linkUp } }) => (linkUp === true ? 'good' : linkUp === false ? 'bad' : 'dim'),
  },
  { name: 'vnics', value: ({ vnics }) => vnics },
  { name: 'logical_ports', heading: 'logical', value: ({ port }) => port.configuredLogicalPorts },
  {
    name: 'max_logical_ports',
    heading: 'max',
    value: ({ port }) => port.configuredMaxLogicalPorts,
    detail: true,
  },
  { name: 'capacity', value: ({ port: { allocatedCapacity } }) => capacityText(allocatedCapacity) },
  { name: 'granularity', value: ({ port: { granularity } }) => capacityText(granularity), detail: true },
  { name: 'speed', value: ({ port }) => port.speed, detail: true },
  { name: 'mtu', value: ({ port }) => port.mtu, detail: true },
  { name: 'switch_mode', value: ({ port }) => port.switchMode, detail: true },
  { name: 'sublabel', value: ({ port }) => port.sublabel, detail: true },
  {
    name: 'supported_logical_ports',
    heading: 'supported',
    value: ({ port }) => port.maxSupportedLogicalPorts,
    detail: true,
  },
];

function capacityText(capacity: PhysicalPortSnapshot['allocatedCapacity']): string | undefined {
  return capacity === undefined ? undefined : formatCapacity(capacity);
}
