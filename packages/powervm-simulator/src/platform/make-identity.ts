import { createHash } from 'node:crypto';
import type { MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Platform } from './platform.ts';
import type { ManagedSystem, PlatformState } from './platform-state.ts';

/** A UUID that depends on the seed and the name alone, in the form that consoles give theirs (version 3 bits). */
export function uuidFrom(seed: string, name: string): string {
  const hex = createHash('sha256').update(`${seed}/${name}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `3${hex.slice(13, 16)}`,
    `9${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

export function nextUuid(state: PlatformState): string {
  return uuidFrom(state.identity.seed, `object ${nextSerial(state)}`);
}

/** A locally administered unicast address that depends on the seed and the name alone. */
export function macFrom(seed: string, name: string): MacAddress {
  const hex = createHash('sha256').update(`${seed}/${name}`).digest('hex');
  const first = (Number.parseInt(hex.slice(0, 2), 16) & 0xfc) | 0x02;
  return `${first.toString(16).padStart(2, '0')}${hex.slice(2, 12)}`.toUpperCase() as MacAddress;
}

/** A MAC address that nothing on the system has. */
export function nextMac(platform: Platform, system: ManagedSystem): MacAddress {
  const taken = new Set(macsOf(system));
  for (;;) {
    const mac = macFrom(platform.state.identity.seed, `mac ${nextSerial(platform.state)}`);
    if (!taken.has(mac)) return mac;
  }
}

/** Every MAC address in use on a system. A vNIC's logical ports carry the vNIC's own. */
export function macsOf(system: ManagedSystem): MacAddress[] {
  return [
    ...system.partitions.flatMap((partition) => [
      ...partition.vnics.map((vnic) => vnic.mac),
      ...partition.clientNetworkAdapters.map((adapter) => adapter.mac),
    ]),
    ...system.logicalPorts.filter((port) => port.usage === 'NOT_VNIC').map((port) => port.mac),
  ];
}

function nextSerial(state: PlatformState): number {
  state.identity.nextSerial += 1;
  return state.identity.nextSerial;
}
