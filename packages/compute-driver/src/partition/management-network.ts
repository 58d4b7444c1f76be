import {
  createClientNetworkAdapter,
  PowerVmError,
  readClientNetworkAdapters,
  readVirtualSwitches,
  type VirtualSwitchResource,
  virtualSwitchHref,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';

/** The switch and VLAN over which NovaLink reaches the RMC of its partitions (nova-powervm vif.py [R]). */
const switchName = 'MGMTSWITCH';
const vlan = 4094;

/** @throws HostError PARTITION_SPEC_INVALID when the system has no such switch. */
export async function requireManagementSwitch(
  { host: { session, system, snapshot } }: ComputeHost,
  signal: AbortSignal,
): Promise<VirtualSwitchResource> {
  const switches = await readVirtualSwitches(session, system, signal);
  const found = switches.find(({ values }) => values.switchName === switchName);
  if (found !== undefined) return found;
  throw new HostError(
    'PARTITION_SPEC_INVALID',
    `system ${snapshot().system.name} has no virtual switch ${switchName} for a management network; create it, or ask for a partition without one`,
  );
}

/** Gives the partition its adapter on the management switch, unless it has one. */
export async function attachManagementNetwork(
  compute: ComputeHost,
  partition: PartitionUuid,
  managementSwitch: VirtualSwitchResource,
  signal: AbortSignal,
): Promise<void> {
  const { session, system } = compute.host;
  const place = { system, partition };
  const isThere = async (until: AbortSignal): Promise<boolean> => {
    const adapters = await readClientNetworkAdapters(session, place, until);
    return adapters.some(({ values }) => values.portVlanId === vlan && isOn(managementSwitch, values));
  };
  if (await isThere(signal)) return;
  try {
    const virtualSwitch = virtualSwitchHref(session, system, managementSwitch.uuid);
    const adapter = { portVlanId: vlan, taggedVlanSupported: false, virtualSwitch };
    await createClientNetworkAdapter(session, place, adapter, signal);
  } catch (error) {
    const unclear = error instanceof PowerVmError && error.effectUnknown;
    if (!unclear || !(await isThere(neverAborted))) throw error;
  }
}

function isOn(
  { uuid, values }: VirtualSwitchResource,
  adapter: { readonly virtualSwitch: string | undefined; readonly virtualSwitchId: number | undefined },
): boolean {
  if (adapter.virtualSwitchId !== undefined) return adapter.virtualSwitchId === values.switchId;
  return adapter.virtualSwitch?.toLowerCase().endsWith(uuid.toLowerCase()) ?? false;
}
