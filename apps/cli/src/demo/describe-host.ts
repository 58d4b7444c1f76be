import { formatCapacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type {
  HostSnapshot,
  PhysicalPortSnapshot,
  SriovAdapterSnapshot,
  VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { columns } from '../render/columns.ts';

/** Adapters with their ports, as a table; of a large host the first few. */
export function describePorts({ adapters }: HostSnapshot, most = 6): readonly string[] {
  const shown = adapters.slice(0, most);
  const rows = shown.flatMap((adapter) => adapterRows(adapter));
  const rest = adapters.length - shown.length;
  return [
    ...columns([['PORT', 'ADAPTER', 'LABEL', 'LINK', 'VFS', 'CAPACITY'], ...rows]),
    ...(rest > 0 ? [`and ${rest} more adapters`] : []),
  ];
}

function adapterRows(adapter: SriovAdapterSnapshot): readonly (readonly string[])[] {
  const state = `${adapter.mode} ${adapter.state}`;
  if (adapter.ports.length === 0) return [[adapter.location, state, '-', '-', '-', '-']];
  return adapter.ports.map((port) => portRow(port, state));
}

function portRow(port: PhysicalPortSnapshot, state: string): readonly string[] {
  const { allocatedCapacity, configuredLogicalPorts = '?', configuredMaxLogicalPorts = '?' } = port;
  return [
    port.location,
    state,
    port.label || '(none)',
    port.linkUp === undefined ? '?' : port.linkUp ? 'up' : 'down',
    `${configuredLogicalPorts} of ${configuredMaxLogicalPorts}`,
    allocatedCapacity === undefined ? '?' : formatCapacity(allocatedCapacity),
  ];
}

export function describeVioses({ vioses }: HostSnapshot): readonly string[] {
  const rows = vioses.map(({ name, state, rmc, vnicCapable, vnicFailoverCapable }) => [
    name,
    state,
    rmc,
    vnicCapable ? 'yes' : 'no',
    vnicFailoverCapable ? 'yes' : 'no',
  ]);
  return columns([['VIOS', 'STATE', 'RMC', 'VNIC', 'FAILOVER'], ...rows]);
}

/** The backing devices of a vNIC, in the order of their priority. */
export function describeVnic(snapshot: HostSnapshot, vnic: VnicSnapshot): readonly string[] {
  const portOf = (adapterId: number, portId: number): string =>
    snapshot.adapters
      .find((adapter) => adapter.adapterId === adapterId)
      ?.ports.find((port) => port.portId === portId)?.location ?? `${adapterId}:${portId}`;
  const viosOf = (uuid: string): string =>
    snapshot.vioses.find((vios) => vios.uuid.toUpperCase() === uuid.toUpperCase())?.name ?? uuid;
  const rows = vnic.devices
    .toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0))
    .map((device) => [
      portOf(device.adapterId, device.portId),
      viosOf(device.viosUuid),
      formatCapacity(device.capacity),
      String(device.priority ?? '-'),
      device.isActive === true ? 'active' : 'standby',
      device.status ?? '?',
    ]);
  return columns([['BACKING DEVICE', 'VIOS', 'CAPACITY', 'PRIORITY', 'ROLE', 'STATUS'], ...rows]);
}
