import { networkIdOf } from './network-id.ts';

/** One line of nova.conf's `[pci] device_spec`: static, the same on every host. */
export interface DeviceSpec {
  readonly vendor_id: '1014';
  readonly product_id: string;
  readonly physical_network: string;
}

/**
 * Each network is told apart by its product id: Nova ignores the network that a device names itself, and with lines of
 * nothing but a network the first one would take all devices (openstack.md).
 */
export function deviceSpecOf(networks: readonly string[]): readonly DeviceSpec[] {
  return networks.map((network) => ({
    vendor_id: '1014',
    product_id: networkIdOf(network),
    physical_network: network,
  }));
}
