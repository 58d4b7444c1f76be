import { type LocationCode, networkOfLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';

/** The physical ports of each network by location code: what the Neutron agent reports as `bridge_mappings`. */
export function getPortMappings({
  adapters,
}: HostSnapshot): Readonly<Record<string, readonly LocationCode[]>> {
  const mappings = new Map<string, LocationCode[]>();
  for (const { mode, ports } of adapters) {
    if (mode !== 'Sriov') continue;
    for (const { label, location } of ports) {
      const network = networkOfLabel(label);
      mappings.set(network, [...(mappings.get(network) ?? []), location]);
    }
  }
  return Object.fromEntries([...mappings].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
