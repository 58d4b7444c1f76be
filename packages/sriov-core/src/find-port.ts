import type { LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import type {
  BackingDeviceSnapshot,
  HostSnapshot,
  PhysicalPortSnapshot,
  VnicSnapshot,
} from './host-snapshot.ts';
import { isSamePort } from './is-same-port.ts';

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

/** The port that carries a backing device; none when its adapter is gone, or has left mode Sriov. */
export function findDevicePort(
  { adapters }: Pick<HostSnapshot, 'adapters'>,
  { adapterId, portId }: Pick<BackingDeviceSnapshot, 'adapterId' | 'portId'>,
): PhysicalPortSnapshot | undefined {
  const adapter = adapters.find((each) => each.adapterId === adapterId);
  return adapter?.ports.find((port) => port.portId === portId);
}

/** The vNICs that have a backing device on this port. */
export function vnicsOnPort({ vnics }: HostSnapshot, port: PhysicalPortSnapshot): readonly VnicSnapshot[] {
  return vnics.filter(({ devices }) => devices.some((device) => isSamePort(device, port)));
}
