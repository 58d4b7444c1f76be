import type { NetworkId } from './network-id.ts';
import type { PciAddress } from './pci-address.ts';

/** An entry of Nova's `pci_passthrough_devices`, in its own words. The address is a token: it chooses no port. */
export interface PciDevice {
  readonly address: PciAddress;
  readonly parent_addr: PciAddress;
  /** IBM. */
  readonly vendor_id: '1014';
  readonly product_id: NetworkId;
  readonly dev_type: 'type-VF';
  readonly numa_node: null;
  /** The physical network. */
  readonly label: string;
}

export interface PciPlace {
  readonly address: PciAddress;
  readonly parent: PciAddress;
  readonly network: string;
  readonly id: NetworkId;
}

export function pciDevice({ address, parent, network, id }: PciPlace): PciDevice {
  return {
    address,
    parent_addr: parent,
    vendor_id: '1014',
    product_id: id,
    dev_type: 'type-VF',
    numa_node: null,
    label: network,
  };
}
