import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type CordonedPlace, findPort, type HostSnapshot } from '@powervm-sriov/sriov-core';
import { HostError } from '../host/host-error.ts';

/** The place as people name it. @throws HostError ADAPTER_UNKNOWN, PORT_UNKNOWN or VIOS_UNKNOWN naming those that there are. */
export function requirePlace(snapshot: HostSnapshot, place: CordonedPlace): string {
  const { system, adapters, vioses } = snapshot;
  switch (place.kind) {
    case 'host':
      return `system ${system.name}`;
    case 'adapter': {
      const known = adapters.map(({ location }) => location);
      if (known.includes(place.location)) return `adapter ${place.location}`;
      throw unknown('ADAPTER_UNKNOWN', `no adapter ${place.location}`, { system: system.name, known });
    }
    case 'port': {
      if (findPort(snapshot, place.location) !== undefined) return `port ${place.location}`;
      const known = adapters.flatMap(({ ports }) => ports.map(({ location }) => location));
      throw unknown('PORT_UNKNOWN', `no port ${place.location}`, { system: system.name, known });
    }
    case 'vios': {
      const found = vioses.find(({ uuid }) => sameUuid(uuid, place.uuid));
      if (found !== undefined) return `VIOS ${found.name}`;
      const known = vioses.map(({ name, uuid }) => `${name} (${uuid})`);
      throw unknown('VIOS_UNKNOWN', `no VIOS ${place.uuid}`, { system: system.name, known });
    }
  }
}

function unknown(
  code: 'ADAPTER_UNKNOWN' | 'PORT_UNKNOWN' | 'VIOS_UNKNOWN',
  lack: string,
  { system, known }: { readonly system: string; readonly known: readonly string[] },
): HostError {
  return new HostError(code, `system ${system} has ${lack}; it has: ${known.join(', ') || 'none'}`);
}
