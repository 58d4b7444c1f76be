import type { PartitionUuid, SriovAdapterId, ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from './host-snapshot.ts';
import type { PortName } from './is-same-port.ts';
import type { Reservation } from './reservation.ts';
import { countSnapshot, countVnic, emptyCounts, increase, portKey, uuidKey } from './use-counts.ts';

/** What reservations hold and where traffic flows now, counted once for a whole decision. */
export interface UseTally {
  /** Held by plans that the snapshot does not show yet. */
  readonly reservedOnPort: (port: PortName) => { readonly logicalPorts: number; readonly capacity: number };
  readonly reservedOnAdapter: (adapter: SriovAdapterId) => number;
  /** Backing devices that a VIOS serves, reserved ones included. */
  readonly servedBy: (vios: ViosUuid) => number;
  /** vNICs of a partition, reserved ones included. */
  readonly vnicsOf: (partition: PartitionUuid) => number;
  /** Paths that carry traffic: the active device of each vNIC, and of each reservation the one with the best priority. */
  readonly activeOnPort: (port: PortName) => number;
  readonly activeOnAdapter: (adapter: SriovAdapterId) => number;
  readonly activeOnVios: (vios: ViosUuid) => number;
}

/** A tally for a row of decisions, each of which adds what it holds: the host is not counted anew for the next one. */
export interface RunningTally extends UseTally {
  readonly reserve: (reservation: Pick<Reservation, 'devices' | 'partition'>) => void;
}

export function tallyUse(snapshot: HostSnapshot, reservations: readonly Reservation[]): RunningTally {
  const shown = countSnapshot(snapshot);
  const held = emptyCounts();
  const logicalPorts = new Map<number, number>();
  const capacity = new Map<number, number>();
  const onAdapter = new Map<SriovAdapterId, number>();
  const reserve: RunningTally['reserve'] = ({ devices, partition }) => {
    for (const device of devices) {
      increase(logicalPorts, portKey(device));
      increase(capacity, portKey(device), device.capacity);
      increase(onAdapter, device.adapterId);
    }
    countVnic(held, { partition, devices, active: firstPath(devices) });
  };
  reservations.forEach(reserve);
  return {
    reserve,
    reservedOnPort: (port) => ({
      logicalPorts: logicalPorts.get(portKey(port)) ?? 0,
      capacity: capacity.get(portKey(port)) ?? 0,
    }),
    reservedOnAdapter: (adapter) => onAdapter.get(adapter) ?? 0,
    servedBy: (vios) => sumAt(uuidKey(vios), shown.served, held.served),
    vnicsOf: (partition) => sumAt(uuidKey(partition), shown.vnics, held.vnics),
    activeOnPort: (port) => sumAt(portKey(port), shown.activeOnPort, held.activeOnPort),
    activeOnAdapter: (adapter) => sumAt(adapter, shown.activeOnAdapter, held.activeOnAdapter),
    activeOnVios: (vios) => sumAt(uuidKey(vios), shown.activeOnVios, held.activeOnVios),
  };
}

function sumAt<Key>(key: Key, left: ReadonlyMap<Key, number>, right: ReadonlyMap<Key, number>): number {
  return (left.get(key) ?? 0) + (right.get(key) ?? 0);
}

/** The device that will carry the traffic: the lowest priority wins. */
function firstPath(devices: Reservation['devices']): Reservation['devices'] {
  const best = Math.min(...devices.map(({ priority }) => priority));
  return devices.filter(({ priority }) => priority === best).slice(0, 1);
}
