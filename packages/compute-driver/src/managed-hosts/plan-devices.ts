import { type DeviceChangePlan, findVnic, planDeviceChange } from '@powervm-sriov/sriov-core';
import { VifError } from '@powervm-sriov/vif-drivers';
import type { Host } from '../host/host.ts';
import type { DevicePlanRequest } from './managed-vnics.ts';

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
