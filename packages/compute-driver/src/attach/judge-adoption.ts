import { type Capacity, networkOfLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type AccessList,
  findDevicePort,
  type HostSnapshot,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';

/** What a vNIC that somebody else made was evidently asked for as; or why nobody can tell. */
export type AdoptionVerdict =
  | { readonly kind: 'fit'; readonly network: string; readonly capacity: Capacity | undefined }
  | { readonly kind: 'unfit'; readonly reasons: readonly string[] };

/**
 * A record is what a vNIC is made again from, so one is only written for a vNIC that it describes wholly. Ours let
 * their operating system change neither VLAN nor MAC address: one that does would come back as another one.
 */
export function judgeAdoption(snapshot: HostSnapshot, vnic: VnicSnapshot): AdoptionVerdict {
  const ports = vnic.devices.map((device) => findDevicePort(snapshot, device));
  const networks = new Set(ports.flatMap((port) => (port === undefined ? [] : networkOfLabel(port.label))));
  const [network, ...others] = networks;
  const reasons = [
    ...refuseOpen('VLANs', vnic.allowedVlans),
    ...refuseOpen('MAC addresses', vnic.allowedMacs),
    ...(vnic.devices.length === 0 ? ['it has no backing device'] : []),
    ...(ports.includes(undefined) ? ['a port of it is not on the host now, so its network is unclear'] : []),
    ...(others.length > 0 ? [`its ports are on different networks: ${[...networks].join(', ')}`] : []),
  ];
  if (network === undefined || reasons.length > 0) return { kind: 'unfit', reasons };
  return { kind: 'fit', network, capacity: capacityOf(snapshot, vnic) };
}

function refuseOpen(what: string, list: AccessList): readonly string[] {
  if (list === 'NONE' || list.length === 0) return [];
  const allowed = typeof list === 'string' ? list : list.join(' ');
  return [`its operating system may use ${what} ${allowed}; close that first (NONE)`];
}

/** Undefined where each device has the least of its port: what a request that names no capacity gets. */
function capacityOf(snapshot: HostSnapshot, { devices }: VnicSnapshot): Capacity | undefined {
  const isLeast = devices.every(
    (device) => device.capacity === findDevicePort(snapshot, device)?.granularity,
  );
  if (isLeast) return undefined;
  return devices.map(({ capacity }) => capacity).toSorted((left, right) => left - right)[0];
}
