import type { VnicPool } from '@powervm-sriov/sriov-core';
import type { VnicRecord } from '../records/vnic-record.ts';
import { networkIdOf } from './network-id.ts';
import { addressInDomain, ordinalInDomain, ordinalsPerDomain, parentAddress } from './pci-address.ts';
import { type PciDevice, pciDevice } from './pci-device.ts';

/**
 * One device for each vNIC that is there by a claim of Nova's, and one for each that can still be placed. Nova does not
 * show which devices are claimed, so ordinals never move: a network keeps all up to its highest recorded one, and room
 * that shrinks takes the top ones away (openstack.md).
 */
export function placeableDevices(pool: VnicPool, records: readonly VnicRecord[]): readonly PciDevice[] {
  const placeable = new Map(pool.networks.map((each) => [each.network, each.placeable]));
  const claimed = records.filter(({ pciSlot }) => pciSlot !== undefined);
  const networks = new Set([...placeable.keys(), ...claimed.map(({ network }) => network)]);
  return [...networks].toSorted().flatMap((network) => {
    const taken = claimed.filter((record) => record.network === network);
    return devicesOf(network, { placeable: placeable.get(network) ?? 0, taken });
  });
}

function devicesOf(
  network: string,
  { placeable, taken }: { readonly placeable: number; readonly taken: readonly VnicRecord[] },
): readonly PciDevice[] {
  const id = networkIdOf(network);
  const ordinals = taken.map(({ pciSlot }) => ordinalInDomain(id, pciSlot ?? '') ?? -1);
  const wanted = Math.max(placeable + taken.length, Math.max(-1, ...ordinals) + 1);
  return Array.from({ length: Math.min(wanted, ordinalsPerDomain) }, (_, ordinal) =>
    pciDevice({ address: addressInDomain(id, ordinal), parent: parentAddress(id), network, id }),
  );
}
