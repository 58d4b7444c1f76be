import { networkOfLabel, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { deepFreeze } from '../deep-freeze.ts';
import { matchLabel } from '../eligibility/match-label.ts';
import { findDevicePort } from '../find-port.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { nameDevice } from '../name-device.ts';
import { comfortableDevices } from '../vnic-request.ts';
import type { Severity, VnicFault, VnicFinding } from './finding.ts';

export interface VnicHealthCase {
  readonly snapshot: HostSnapshot;
  readonly vnic: VnicSnapshot;
  /** What was asked for, when that is known: the platform keeps neither network nor redundancy. */
  readonly wanted?: WantedVnic | undefined;
}

export interface WantedVnic {
  readonly network: string;
  readonly redundancy: number;
}

interface Rated {
  readonly severity: Severity;
  readonly fault: VnicFault;
}

/** Everything that is not well with a vNIC; by the rules that operators check by hand (sriov-rules [H], IBM vios4i checker). */
export function checkVnic(given: VnicHealthCase): readonly VnicFinding[] {
  const { mac, partitionUuid } = given.vnic;
  const found = [
    ...checkStatus(given),
    ...checkPorts(given),
    ...checkActive(given),
    ...checkSharing(given),
    ...checkPriorities(given),
    ...checkCount(given),
  ];
  return deepFreeze(found.map(({ severity, fault }) => ({ severity, mac, partitionUuid, fault })));
}

/** The devices of a partition that is off are POWERED_OFF, and nothing is wrong with that. */
function checkStatus({ snapshot, vnic, wanted }: VnicHealthCase): readonly Rated[] {
  const { devices, partitionUuid } = vnic;
  const partition = snapshot.partitions.find(({ uuid }) => sameUuid(uuid, partitionUuid));
  const isOff = partition !== undefined && partition.state !== 'running';
  const isTold = devices.every(({ status }) => status !== undefined);
  if (isOff || !isTold) return [];
  const operational = devices.filter(isOperational).length;
  const severity = operational === 0 ? 'error' : 'warning';
  const failed = devices.filter((device) => !isOperational(device));
  const faults: VnicFault[] = failed.map((device) => {
    const { status = 'UNKNOWN' } = device;
    return { kind: 'device-not-operational', device: nameDevice(device, snapshot), status };
  });
  if (operational < Math.min(2, wanted?.redundancy ?? 2)) {
    faults.unshift({ kind: 'few-operational', operational, devices: devices.length });
  }
  return faults.map((fault) => ({ severity, fault }));
}

function isOperational({ status }: BackingDeviceSnapshot): boolean {
  return status === 'OPERATIONAL';
}

/** A label that was moved under a vNIC leaves its traffic on the old cable while everybody believes in the new one. */
function checkPorts({ snapshot, vnic, wanted }: VnicHealthCase): readonly Rated[] {
  return vnic.devices.flatMap((each): Rated[] => {
    const device = nameDevice(each, snapshot);
    const port = findDevicePort(snapshot, each);
    if (port === undefined) return [{ severity: 'warning', fault: { kind: 'port-unknown', device } }];
    if (wanted === undefined || matchLabel(port.label, wanted.network) === 'same') return [];
    const network = networkOfLabel(port.label);
    return [{ severity: 'error', fault: { kind: 'off-network', device, wanted: wanted.network, network } }];
  });
}

/** Only among operational devices: away from a dead one the traffic has to go. */
function checkActive({ snapshot, vnic: { devices } }: VnicHealthCase): readonly Rated[] {
  const working = devices
    .filter(isOperational)
    .flatMap((device) => (device.priority === undefined ? [] : [{ device, priority: device.priority }]))
    .toSorted((left, right) => left.priority - right.priority);
  const best = working[0];
  const active = working.find(({ device }) => device.isActive === true);
  if (best === undefined || active === undefined || active.priority === best.priority) return [];
  const [first, second] = [active, best].map(({ device, priority }) => {
    return { ...nameDevice(device, snapshot), priority };
  });
  if (first === undefined || second === undefined) return [];
  return [{ severity: 'warning', fault: { kind: 'active-not-best', active: first, best: second } }];
}

function checkSharing({ snapshot, vnic: { devices } }: VnicHealthCase): readonly Rated[] {
  const portsOf = (group: readonly BackingDeviceSnapshot[]): readonly string[] =>
    group.map((device) => nameDevice(device, snapshot).port);
  const onAdapter = groupsOfMany(devices, ({ adapterId }) => adapterId).map((group): VnicFault => {
    const id = group[0]?.adapterId;
    const adapter = snapshot.adapters.find(({ adapterId }) => adapterId === id)?.location ?? String(id);
    return { kind: 'shared-adapter', adapter, ports: portsOf(group) };
  });
  const onVios = groupsOfMany(devices, ({ viosUuid }) => viosUuid.toLowerCase()).map((group): VnicFault => {
    const vios = group.slice(0, 1).map((device) => nameDevice(device, snapshot).vios);
    return { kind: 'shared-vios', vios: vios.join(), ports: portsOf(group) };
  });
  return [...onAdapter, ...onVios].map((fault) => ({ severity: 'warning', fault }));
}

function checkPriorities({ snapshot, vnic: { devices } }: VnicHealthCase): readonly Rated[] {
  const told = devices.filter(({ priority }) => priority !== undefined);
  return groupsOfMany(told, ({ priority }) => priority).map((group): Rated => {
    const named = group.map((device) => nameDevice(device, snapshot));
    const priority = Number(group[0]?.priority);
    return { severity: 'warning', fault: { kind: 'duplicate-priority', priority, devices: named } };
  });
}

function checkCount({ vnic, wanted }: VnicHealthCase): readonly Rated[] {
  const devices = vnic.devices.length;
  const found: Rated[] = [];
  if (wanted !== undefined && devices < wanted.redundancy) {
    const fault = { kind: 'fewer-devices', devices, wanted: wanted.redundancy } as const;
    found.push({ severity: 'warning', fault });
  }
  if (devices > comfortableDevices)
    found.push({ severity: 'info', fault: { kind: 'many-devices', devices } });
  return found;
}

/** The groups of two and more. */
function groupsOfMany<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): readonly (readonly Item[])[] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()].filter((group) => group.length > 1);
}
