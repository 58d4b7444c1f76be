import type { PhysicalPortId, SriovAdapterId, ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from './host-snapshot.ts';
import type { Reservation } from './reservation.ts';

/** What reservations hold and where traffic flows now, counted once for a whole decision. */
export interface UseTally {
  /** Held by plans that the snapshot does not show yet. */
  readonly reservedOnPort: (port: PortName) => { readonly logicalPorts: number; readonly capacity: number };
  readonly reservedOnAdapter: (adapter: SriovAdapterId) => number;
  /** Backing devices that a VIOS serves, reserved ones included. */
  readonly servedBy: (vios: ViosUuid) => number;
  /** Paths that carry traffic: the active device of each vNIC, and of each reservation the one with the best priority. */
  readonly activeOnPort: (port: PortName) => number;
  readonly activeOnAdapter: (adapter: SriovAdapterId) => number;
  readonly activeOnVios: (vios: ViosUuid) => number;
}

/** A tally for a row of decisions, each of which adds what it holds: the host is not counted anew for the next one. */
export interface RunningTally extends UseTally {
  readonly reserve: (reservation: Pick<Reservation, 'devices'>) => void;
}

interface PortName {
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
}

interface DeviceName extends PortName {
  readonly viosUuid: ViosUuid;
}

export function tallyUse(snapshot: HostSnapshot, reservations: readonly Reservation[]): RunningTally {
  const logicalPorts = new Map<string, number>();
  const capacity = new Map<string, number>();
  const onAdapter = new Map<SriovAdapterId, number>();
  const served = new Map<string, number>();
  const active = countPaths();
  const reserve: RunningTally['reserve'] = ({ devices }) => {
    for (const device of devices) {
      increase(logicalPorts, portKey(device));
      increase(capacity, portKey(device), device.capacity);
      increase(onAdapter, device.adapterId);
      increase(served, viosKey(device.viosUuid));
    }
    const first = firstPath(devices);
    if (first !== undefined) active.add(first);
  };
  for (const device of snapshot.vnics.flatMap(({ devices }) => devices)) {
    increase(served, viosKey(device.viosUuid));
    if (device.isActive === true) active.add(device);
  }
  reservations.forEach(reserve);
  return {
    reserve,
    reservedOnPort: (port) => ({
      logicalPorts: logicalPorts.get(portKey(port)) ?? 0,
      capacity: capacity.get(portKey(port)) ?? 0,
    }),
    reservedOnAdapter: (adapter) => onAdapter.get(adapter) ?? 0,
    servedBy: (vios) => served.get(viosKey(vios)) ?? 0,
    activeOnPort: (port) => active.ports.get(portKey(port)) ?? 0,
    activeOnAdapter: (adapter) => active.adapters.get(adapter) ?? 0,
    activeOnVios: (vios) => active.vioses.get(viosKey(vios)) ?? 0,
  };
}

function countPaths() {
  const ports = new Map<string, number>();
  const adapters = new Map<SriovAdapterId, number>();
  const vioses = new Map<string, number>();
  const add = (device: DeviceName): void => {
    increase(ports, portKey(device));
    increase(adapters, device.adapterId);
    increase(vioses, viosKey(device.viosUuid));
  };
  return { ports, adapters, vioses, add };
}

/** The device that will carry the traffic: the lowest priority wins. */
function firstPath(devices: Reservation['devices']): Reservation['devices'][number] | undefined {
  const best = Math.min(...devices.map(({ priority }) => priority));
  return devices.find(({ priority }) => priority === best);
}

function increase<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function portKey({ adapterId, portId }: PortName): string {
  return `${adapterId}/${portId}`;
}

/** Servers mix the case of UUIDs (vnic_feed.txt [R]). */
function viosKey(uuid: ViosUuid): string {
  return uuid.toLowerCase();
}
