import { formatCapacity, formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type HostSnapshot,
  isSamePort,
  type PhysicalPortSnapshot,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type { Column } from '../render/column.ts';

/** A vNIC that has a backing device on the port. */
export interface PortUser {
  readonly vnic: VnicSnapshot;
  readonly port: PhysicalPortSnapshot;
  readonly host: HostSnapshot;
}

export const portUserColumns: readonly Column<PortUser>[] = [
  { name: 'mac', value: ({ vnic }) => formatMacAddress(vnic.mac) },
  {
    name: 'partition',
    value: ({ vnic: { partitionUuid }, host }) =>
      host.partitions.find(({ uuid }) => sameUuid(uuid, partitionUuid))?.name ?? partitionUuid,
  },
  { name: 'vlan', value: ({ vnic }) => vnic.vlan },
  { name: 'capacity', value: (user) => capacityText(user) },
  { name: 'active', value: (user) => deviceOf(user)?.isActive },
  { name: 'status', value: (user) => deviceOf(user)?.status },
];

function deviceOf({ vnic, port }: PortUser) {
  return vnic.devices.find((device) => isSamePort(device, port));
}

function capacityText(user: PortUser): string | undefined {
  const device = deviceOf(user);
  return device === undefined ? undefined : formatCapacity(device.capacity);
}
