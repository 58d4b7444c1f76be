import { createHash } from 'node:crypto';

/** Four lower-case hexadecimal digits, 8000..ffff, by which Nova tells one physical network's devices from another's. */
export type NetworkId = string;

/**
 * Follows from the name alone, so that it is the same on every host and after every restart, and one line of nova.conf
 * for each network serves a whole cloud (openstack.md). Never below 8000: as the domain of a PCI address it cannot be
 * that of a real one.
 */
export function networkIdOf(network: string): NetworkId {
  const hash = createHash('sha256').update(network).digest().readUInt16BE(0);
  return (hash | 0x8000).toString(16);
}

/** Networks that would pass for each other; each group has two names or more. */
export function findCollisions(networks: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<NetworkId, string[]>();
  for (const network of networks) {
    const id = networkIdOf(network);
    groups.set(id, [...(groups.get(id) ?? []), network]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
