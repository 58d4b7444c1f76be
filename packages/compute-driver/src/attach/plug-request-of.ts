import type { PlugRequest } from '@powervm-sriov/vif-drivers';
import type { VnicRecord } from '../records/vnic-record.ts';

/** What a driver is asked for so that the record comes true. */
export function plugRequestOf({ partition, mac, network, vlan, shape, slot }: VnicRecord): PlugRequest {
  const { capacity, maxCapacity } = shape;
  return { partition, slot, vnic: { ...shape, capacity, maxCapacity, mac, network, vlan } };
}
