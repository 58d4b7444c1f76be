import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type DeviceChange,
  type DeviceChangePlan,
  findVnic,
  namePartition,
  planDeviceChange,
} from '@powervm-sriov/sriov-core';
import { VifError, type VnicTarget } from '@powervm-sriov/vif-drivers';
import type { Host } from '../host/host.ts';
import { situationOf } from '../host/situation-of.ts';

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
  const situation = situationOf(host);
  const vnic = findVnic(situation.snapshot.vnics, { partition, mac });
  if (vnic === undefined) {
    throw new VifError(
      'VNIC_UNKNOWN',
      `${namePartition(situation.snapshot, partition)} has no vNIC with MAC ${formatMacAddress(mac)}; plug it first`,
    );
  }
  return planDeviceChange({ vnic, network, change, ...situation });
}
