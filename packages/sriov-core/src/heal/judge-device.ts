import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { matchLabel } from '../eligibility/match-label.ts';
import { findDevicePort } from '../find-port.ts';
import type { BackingDeviceSnapshot, HostSnapshot, PartitionSnapshot } from '../host-snapshot.ts';
import type { BrokenPart } from './heal-finding.ts';

/** Why a device is of no use to a vNIC that is wanted on a network. */
export type DeviceDefect =
  | { readonly kind: 'port-unknown' | 'off-network' | 'not-operational' }
  | { readonly kind: 'path-broken'; readonly because: BrokenPart };

export function judgeDevice(
  device: BackingDeviceSnapshot,
  { snapshot, partition, network }: DeviceSetting,
): DeviceDefect | undefined {
  const port = findDevicePort(snapshot, device);
  if (port === undefined) return { kind: 'port-unknown' };
  if (matchLabel(port.label, network) !== 'same') return { kind: 'off-network' };
  if (partition?.state === 'running') return worksNow(device) ? undefined : { kind: 'not-operational' };
  const because = findBrokenPart(device, snapshot);
  return because && { kind: 'path-broken', because };
}

export interface DeviceSetting {
  readonly snapshot: HostSnapshot;
  readonly partition: PartitionSnapshot | undefined;
  readonly network: string;
}

/** A device of a partition that is off is POWERED_OFF and works once it boots; no status at all is no bad news. */
export function worksNow({ status }: Pick<BackingDeviceSnapshot, 'status'>): boolean {
  return status === undefined || status === 'OPERATIONAL' || status === 'POWERED_OFF';
}

export function findPartition(
  { partitions }: HostSnapshot,
  uuid: PartitionUuid,
): PartitionSnapshot | undefined {
  return partitions.find((partition) => sameUuid(partition.uuid, uuid));
}

function findBrokenPart(device: BackingDeviceSnapshot, snapshot: HostSnapshot): BrokenPart | undefined {
  const vios = snapshot.vioses.find(({ uuid }) => sameUuid(uuid, device.viosUuid));
  if (vios?.state !== 'running') return { kind: 'vios', state: vios?.state ?? 'gone' };
  const adapter = snapshot.adapters.find(({ adapterId }) => adapterId === device.adapterId);
  if (adapter?.state !== 'Running') return { kind: 'adapter', state: adapter?.state ?? 'gone' };
  return findDevicePort(snapshot, device)?.linkUp === false ? { kind: 'link' } : undefined;
}
