import {
  type DeviceChange,
  type DeviceChangePlan,
  findVnic,
  planDeviceChange,
} from '@powervm-sriov/sriov-core';
import { VifError, type VnicTarget } from '@powervm-sriov/vif-drivers';
import type { Host } from '../host/host.ts';

/** Other backing devices for a vNIC that is there. */
export interface DevicePlanRequest extends VnicTarget {
  readonly network: string;
  readonly change: DeviceChange;
}

/** @throws VifError VNIC_UNKNOWN */
export async function planDevices(
  host: Host,
  { partition, mac, network, change }: DevicePlanRequest,
  signal: AbortSignal,
): Promise<DeviceChangePlan> {
  await host.freshen(partition, 'recent', signal);
  const snapshot = host.snapshot();
  const vnic = findVnic(snapshot.vnics, { partition, mac });
  if (vnic === undefined) {
    throw new VifError('VNIC_UNKNOWN', `partition ${partition} has no vNIC with MAC ${mac}; plug it first`);
  }
  const [reservations, cordons] = [host.reservations(), host.cordons()];
  return planDeviceChange({
    ...{ snapshot, vnic, network, change, reservations, cordons },
    ...host.placement,
  });
}
