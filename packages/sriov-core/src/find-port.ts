import type { LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, PhysicalPortSnapshot, VnicSnapshot } from './host-snapshot.ts';

export function findPort(
  { adapters }: HostSnapshot,
  location: LocationCode,
): PhysicalPortSnapshot | undefined {
  for (const { ports } of adapters) {
    const found = ports.find((port) => port.location === location);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The vNICs that have a backing device on this port. */
export function vnicsOnPort(
  { vnics }: HostSnapshot,
  { adapterId, portId }: PhysicalPortSnapshot,
): readonly VnicSnapshot[] {
  return vnics.filter(({ devices }) =>
    devices.some((device) => device.adapterId === adapterId && device.portId === portId),
  );
}
