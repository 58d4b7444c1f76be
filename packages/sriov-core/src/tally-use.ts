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

interface PortName {
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
}

export function tallyUse(snapshot: HostSnapshot, reservations: readonly Reservation[]): UseTally {
  const reserved = reservations.flatMap((reservation) => reservation.devices);
  const existing = snapshot.vnics.flatMap((vnic) => vnic.devices);
  const active = [
    ...existing.filter((device) => device.isActive === true),
    ...reservations.flatMap(firstPath),
  ];

  const logicalPorts = count(reserved, portKey);
  const capacity = sum(reserved, portKey, (device) => device.capacity);
  const onAdapter = count(reserved, (device) => device.adapterId);
  const served = count([...existing, ...reserved], (device) => viosKey(device.viosUuid));
  const activePorts = count(active, portKey);
  const activeAdapters = count(active, (device) => device.adapterId);
  const activeVioses = count(active, (device) => viosKey(device.viosUuid));
  return {
    reservedOnPort: (port) => ({
      logicalPorts: logicalPorts.get(portKey(port)) ?? 0,
      capacity: capacity.get(portKey(port)) ?? 0,
    }),
    reservedOnAdapter: (adapter) => onAdapter.get(adapter) ?? 0,
    servedBy: (vios) => served.get(viosKey(vios)) ?? 0,
    activeOnPort: (port) => activePorts.get(portKey(port)) ?? 0,
    activeOnAdapter: (adapter) => activeAdapters.get(adapter) ?? 0,
    activeOnVios: (vios) => activeVioses.get(viosKey(vios)) ?? 0,
  };
}

/** The device that will carry the traffic: the lowest priority wins. */
function firstPath(reservation: Reservation): Reservation['devices'] {
  const best = Math.min(...reservation.devices.map((device) => device.priority));
  return reservation.devices.filter((device) => device.priority === best).slice(0, 1);
}

function count<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  return sum(items, keyOf, () => 1);
}

function sum<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  amountOf: (item: Item) => number,
): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + amountOf(item));
  return sums;
}

function portKey({ adapterId, portId }: PortName): string {
  return `${adapterId}/${portId}`;
}

/** Servers mix the case of UUIDs (vnic_feed.txt [R]). */
function viosKey(uuid: ViosUuid): string {
  return uuid.toLowerCase();
}
