import { networkOfLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, PhysicalPortSnapshot } from '@powervm-sriov/sriov-core';
import type { VnicRecord } from '../records/vnic-record.ts';
import { networkIdOf } from './network-id.ts';
import { addressOnBus, ordinalInDomain, ordinalsPerBus, parentAddress } from './pci-address.ts';
import { type PciDevice, pciDevice } from './pci-device.ts';

/**
 * One device for each virtual function that a port can have, as nova-powervm did it, in addresses that Nova accepts
 * beyond the eighth. It promises more vNICs than redundant ones can be had: see placeable-devices.ts.
 */
export function advertisedDevices(
  { adapters }: HostSnapshot,
  records: readonly VnicRecord[],
): readonly PciDevice[] {
  return adapters.flatMap(({ mode, ports }) =>
    mode === 'Sriov' ? ports.flatMap((port) => devicesOf(port, records)) : [],
  );
}

/** No real PCI domain is so high. */
const firstDomain = 0xf000;

function devicesOf(port: PhysicalPortSnapshot, records: readonly VnicRecord[]): readonly PciDevice[] {
  const { adapterId, portId } = port;
  if (adapterId === undefined) return [];
  const network = networkOfLabel(port.label);
  const domain = (firstDomain + adapterId).toString(16);
  const ordinals = records.map(({ pciSlot = '' }) => {
    const ordinal = ordinalInDomain(domain, pciSlot) ?? -1;
    return ordinal >> 8 === portId ? ordinal & 0xff : -1;
  });
  const wanted = Math.max(port.configuredMaxLogicalPorts ?? 0, Math.max(-1, ...ordinals) + 1);
  return Array.from({ length: Math.min(wanted, ordinalsPerBus) }, (_, ordinal) =>
    pciDevice({
      address: addressOnBus(domain, portId, ordinal),
      parent: parentAddress(domain, portId),
      network,
      id: networkIdOf(network),
    }),
  );
}
