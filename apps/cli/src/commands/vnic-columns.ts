import type { VnicRecord } from '@powervm-sriov/compute-driver';
import {
  formatCapacity,
  formatMacAddress,
  networkOfLabel,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type AccessList,
  type BackingDeviceSnapshot,
  type DeviceName,
  findDevicePort,
  type HostSnapshot,
  nameDevice,
  type PartitionSnapshot,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type { Column, Tone } from '../render/column.ts';
import { shortLocation } from '../render/short-location.ts';
import { askedFor } from './recorded-columns.ts';

/** A vNIC with what the host knows around it. */
export interface VnicRow {
  readonly vnic: VnicSnapshot;
  readonly partition: PartitionSnapshot | undefined;
  /** By the labels of its ports; several where labels were changed under it. */
  readonly networks: readonly string[];
  readonly active: DeviceName | undefined;
  /** What was asked for; undefined where nobody wrote it down. */
  readonly record: VnicRecord | undefined;
}

export interface DeviceRow {
  readonly device: BackingDeviceSnapshot;
  readonly name: DeviceName;
  readonly network: string | undefined;
}

/** Partition by partition, in the order of their names and slots. */
export function vnicRows(host: HostSnapshot, records: readonly VnicRecord[]): readonly VnicRow[] {
  const rows = host.vnics.map((vnic) => vnicRow(host, vnic, records));
  return rows.toSorted(
    (left, right) =>
      natural.compare(partitionName(left), partitionName(right)) ||
      (left.vnic.slot ?? 0) - (right.vnic.slot ?? 0),
  );
}

export function vnicRow(
  host: HostSnapshot,
  vnic: VnicSnapshot,
  records: readonly VnicRecord[] = [],
): VnicRow {
  const active = vnic.devices.find(({ isActive }) => isActive === true);
  const networks = deviceRows(host, vnic).flatMap(({ network }) => (network === undefined ? [] : [network]));
  return {
    vnic,
    partition: host.partitions.find(({ uuid }) => sameUuid(uuid, vnic.partitionUuid)),
    networks: [...new Set(networks)],
    active: active && nameDevice(active, host),
    record: records.find(({ mac, partition }) => mac === vnic.mac && sameUuid(partition, vnic.partitionUuid)),
  };
}

/** The backing devices in the order of failover. */
export function deviceRows(host: HostSnapshot, { devices }: VnicSnapshot): readonly DeviceRow[] {
  return devices
    .toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0))
    .map((device) => {
      const port = findDevicePort(host, device);
      return { device, name: nameDevice(device, host), network: port && networkOfLabel(port.label) };
    });
}

export const vnicColumns: readonly Column<VnicRow>[] = [
  { name: 'partition', value: partitionName },
  { name: 'mac', value: ({ vnic }) => formatMacAddress(vnic.mac) },
  { name: 'slot', value: ({ vnic }) => vnic.slot },
  { name: 'vlan', value: ({ vnic }) => vnic.vlan },
  { name: 'network', value: ({ networks }) => networks.join(', ') },
  { name: 'devices', value: ({ vnic }) => vnic.devices.length },
  { name: 'active', value: ({ active }) => active && shortLocation(active.port) },
  { name: 'state', value: stateOf, tone: (row) => tones.get(stateOf(row)) ?? 'bad' },
  {
    name: 'record',
    heading: 'rec',
    value: recordText,
    tone: ({ record }) => (record === undefined ? 'dim' : undefined),
    detail: true,
  },
  { name: 'asked_for', value: ({ record }) => record && askedFor(record), detail: true },
  { name: 'active_port', value: ({ active }) => active?.port, detail: true },
  { name: 'allowed_vlans', value: ({ vnic }) => accessText(vnic.allowedVlans), detail: true },
  { name: 'allowed_macs', value: ({ vnic }) => accessText(vnic.allowedMacs), detail: true },
  { name: 'uuid', value: ({ vnic }) => vnic.uuid, detail: true },
];

export const deviceColumns: readonly Column<DeviceRow>[] = [
  { name: 'priority', value: ({ device }) => device.priority },
  { name: 'port', value: ({ name }) => name.port },
  { name: 'vios', value: ({ name }) => name.vios },
  { name: 'capacity', value: ({ device }) => formatCapacity(device.capacity) },
  { name: 'role', value: ({ device: { isActive } }) => roleOf(isActive) },
  {
    name: 'status',
    value: ({ device }) => device.status,
    tone: ({ device: { status } }) => (status === 'OPERATIONAL' ? 'good' : status ? 'bad' : 'dim'),
  },
];

const natural = new Intl.Collator('en', { numeric: true });
const tones = new Map<string, Tone>([
  ['ok', 'good'],
  ['off', 'dim'],
  ['unknown', 'dim'],
]);

function partitionName({ partition, vnic }: VnicRow): string {
  return partition?.name ?? vnic.partitionUuid;
}

/** A partition that is off has all its devices POWERED_OFF, and nothing is wrong with that. */
function stateOf({ vnic: { devices }, partition }: VnicRow): string {
  if (partition?.state === 'not activated') return 'off';
  if (devices.some(({ status }) => status === undefined)) return 'unknown';
  const working = devices.filter(({ status }) => status === 'OPERATIONAL').length;
  if (working === devices.length) return 'ok';
  return working === 0 ? 'cut off' : `${working} of ${devices.length} work`;
}

/** `plugging` and `unplugging` are what a program that died has left. */
function recordText({ record }: VnicRow): string {
  if (record === undefined) return 'no';
  return record.state === 'plugged' ? 'yes' : record.state;
}

function roleOf(isActive: boolean | undefined): string | undefined {
  if (isActive === undefined) return undefined;
  return isActive ? 'active' : 'standby';
}

function accessText(access: AccessList): string {
  return typeof access === 'string' ? access : access.join(' ');
}
