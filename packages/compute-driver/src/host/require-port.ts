import { formatMacAddress, type LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  findPort,
  type HostSnapshot,
  nameVnic,
  type PhysicalPortSnapshot,
  vnicsOnPort,
} from '@powervm-sriov/sriov-core';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';

/** @throws HostError PORT_UNKNOWN */
export function requirePort(snapshot: HostSnapshot, location: LocationCode): PhysicalPortSnapshot {
  const port = findPort(snapshot, location);
  if (port !== undefined) return port;
  throw new HostError(
    'PORT_UNKNOWN',
    `system ${snapshot.system.name} has no SR-IOV physical port ${location}; its adapter may be in mode Dedicated, or not Running`,
  );
}

/** The vNICs on a port, by the names that people can act on. */
export function nameVnics(snapshot: HostSnapshot, port: PhysicalPortSnapshot): readonly string[] {
  return vnicsOnPort(snapshot, port).map(({ mac, partitionUuid }) =>
    nameVnic(snapshot, { partition: partitionUuid, mac }),
  );
}

/** The same, with those that are on their way: their room there is held for a plug, a change or a migration. */
export function nameClaimants(host: Host, port: PhysicalPortSnapshot): readonly string[] {
  const coming = host
    .reservations()
    .filter(({ devices }) => devices.some(({ portLocation }) => portLocation === port.location))
    .map(({ mac }) => `vNIC ${formatMacAddress(mac)} on its way there`);
  return [...nameVnics(host.snapshot(), port), ...coming];
}

/** Whoever has a logical port there, or will; undefined when nobody. Those behind no vNIC the platform only counts. */
export function describeUsers(host: Host, port: PhysicalPortSnapshot): string | undefined {
  const vnics = nameVnics(host.snapshot(), port);
  const others = Math.max(0, (port.configuredLogicalPorts ?? 0) - vnics.length);
  const users = [
    ...nameClaimants(host, port),
    ...(others === 0 ? [] : [`${others} logical port(s) behind no vNIC of this view`]),
  ];
  return users.length === 0 ? undefined : users.join(', ');
}
