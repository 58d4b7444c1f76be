import type { VnicPool } from '@powervm-sriov/sriov-core';
import type { VnicRecord } from '../records/vnic-record.ts';
import { networkIdOf } from './network-id.ts';
import {
  addressInDomain,
  ordinalInDomain,
  ordinalsPerDomain,
  type PciAddress,
  parentAddress,
} from './pci-address.ts';
import { type PciDevice, pciDevice } from './pci-device.ts';

/**
 * One device for each vNIC that is there by a claim of Nova's, and one for each that can still be placed. Nova does not
 * show which devices are claimed, so ordinals never move: a network keeps all up to its highest recorded one, and room
 * that shrinks takes the top ones away (openstack.md).
 */
export function placeableDevices(pool: VnicPool, { claims, records }: Claims): readonly PciDevice[] {
  const placeable = new Map(pool.networks.map((each) => [each.network, each.placeable]));
  const networks = new Set([...placeable.keys(), ...records.filter(isClaimed).map(({ network }) => network)]);
  return [...networks].toSorted().flatMap((network) => {
    const taken = claims.filter((record) => isClaimed(record) && record.network === network).length;
    const slots = records.flatMap((record) => (record.network === network ? (record.pciSlot ?? []) : []));
    return devicesOf(network, { least: (placeable.get(network) ?? 0) + taken, slots });
  });
}

export interface Claims {
  /** What was recorded when the pool was counted: a vNIC plugged since then has taken one of those that fitted. */
  readonly claims: readonly VnicRecord[];
  /** What is recorded now. */
  readonly records: readonly VnicRecord[];
}

function isClaimed({ pciSlot }: VnicRecord): boolean {
  return pciSlot !== undefined;
}

function devicesOf(
  network: string,
  { least, slots }: { readonly least: number; readonly slots: readonly PciAddress[] },
): readonly PciDevice[] {
  const id = networkIdOf(network);
  const ordinals = slots.map((slot) => ordinalInDomain(id, slot) ?? -1);
  const wanted = Math.max(least, Math.max(-1, ...ordinals) + 1);
  return Array.from({ length: Math.min(wanted, ordinalsPerDomain) }, (_, ordinal) =>
    pciDevice({ address: addressInDomain(id, ordinal), parent: parentAddress(id), network, id }),
  );
}
