import type { DeviceChangePlan, VnicPlan, VnicRequest, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { planVnic } from '@powervm-sriov/sriov-core';
import {
  createVifRegistry,
  type PlugRequest,
  type PlugResult,
  pvmSriovDriver,
  type UnplugRequest,
  type UnplugResult,
} from '@powervm-sriov/vif-drivers';
import { type Adoption, type AdoptionRequest, adoptVnics } from '../attach/adopt-vnics.ts';
import { plugVifs } from '../attach/plug-vifs.ts';
import { unplugVifs } from '../attach/unplug-vifs.ts';
import type { ComputeHost } from '../compute-host.ts';
import { changeRecordedDevices, type RecordedDeviceChange } from '../heal/change-recorded-devices.ts';
import { situationOf } from '../host/situation-of.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import type { HostAccess } from './host-access.ts';
import { type DevicePlanRequest, planDevices } from './plan-devices.ts';

/** vNICs one by one: what is asked for is written down, and done. */
export interface ManagedVnics {
  /** Decides and sends nothing. */
  planVnic(host: string, request: VnicRequest, signal: AbortSignal): Promise<VnicPlan>;
  plugVnic(host: string, request: PlugOneRequest, signal: AbortSignal): Promise<PlugResult>;
  unplugVnic(host: string, request: UnplugRequest, signal: AbortSignal): Promise<UnplugResult>;
  /** Decides how to come to other backing devices, and sends nothing. */
  planDevices(host: string, request: DevicePlanRequest, signal: AbortSignal): Promise<DeviceChangePlan>;
  /** Answers the vNIC as it is then; where it has a record, its new shape is what is wanted from now on. */
  changeDevices(host: string, request: RecordedDeviceChange, signal: AbortSignal): Promise<VnicSnapshot>;
  /** What was asked for on this host, as far as it is written down. */
  listRecorded(host: string, signal: AbortSignal): Promise<readonly VnicRecord[]>;
  adoptVnics(host: string, request: AdoptionRequest, signal: AbortSignal): Promise<readonly Adoption[]>;
}

export interface PlugOneRequest extends PlugRequest {
  /** Neutron's port and Nova's instance, where it is theirs. */
  readonly portId?: string | undefined;
  readonly instance?: string | undefined;
}

export function managedVnics(access: HostAccess): ManagedVnics {
  return {
    async planVnic(name, request, signal) {
      const { host } = await access.open(name, signal);
      return planVnic({ request, ...situationOf(host) });
    },
    plugVnic: (name, request, signal) =>
      access.change(name, signal, (compute) => plugOne(compute, request, signal)),
    unplugVnic: (name, { partition, mac }, signal) =>
      access.change(name, signal, async (compute) => {
        const [unplugged] = await unplugVifs(compute, { partition, macs: [mac] }, signal);
        return unplugged?.result ?? { outcome: 'absent' };
      }),
    planDevices: async (name, request, signal) =>
      planDevices((await access.open(name, signal)).host, request, signal),
    changeDevices: (name, request, signal) =>
      access.change(name, signal, (compute) => changeRecordedDevices(compute, request, signal)),
    async listRecorded(name, signal) {
      const { host } = await access.open(name, signal);
      return await access.records.vnics.list({ system: host.system }, signal);
    },
    adoptVnics: (name, request, signal) =>
      access.change(name, signal, (compute) => adoptVnics(compute, request, signal)),
  };
}

async function plugOne(
  compute: ComputeHost,
  { partition, vnic, portId, instance }: PlugOneRequest,
  signal: AbortSignal,
): Promise<PlugResult> {
  const { mac, vlan, network, redundancy, redundancyPolicy, capacity, maxCapacity } = vnic;
  const kind = { vifType: pvmSriovDriver.vifType, vnicType: 'direct', pciSlot: undefined };
  const binding = { ...kind, portId, mac, vlan, network, redundancy, capacity, maxCapacity };
  const asked = { ...compute, shape: { ...compute.shape, redundancyPolicy }, registry: registryFor(vnic) };
  const [plugged] = await plugVifs(asked, { partition, instance, bindings: [binding] }, signal);
  if (plugged === undefined) throw new TypeError('one vNIC was plugged, and none was answered');
  return plugged.result;
}

/** Ports without link are for this once: no record keeps that they would do. */
function registryFor({ allowLinkDown }: VnicRequest): ComputeHost['registry'] {
  if (allowLinkDown !== true) return createVifRegistry([pvmSriovDriver]);
  return createVifRegistry([
    {
      ...pvmSriovDriver,
      plug: (host, request, signal) =>
        pvmSriovDriver.plug(host, { ...request, vnic: { ...request.vnic, allowLinkDown } }, signal),
    },
  ]);
}
