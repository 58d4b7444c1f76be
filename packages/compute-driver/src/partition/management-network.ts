import {
  type ClientNetworkAdapter,
  createClientNetworkAdapter,
  readClientNetworkAdapters,
  readVirtualSwitches,
  type VirtualSwitchResource,
  virtualSwitchHref,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { isUnclear } from '../host/is-unclear.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { ManagementAdapter, PartitionSpec } from '../records/partition-record.ts';

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

/** The adapter of the partition on the management switch, made unless it is there: as it was before, where that is known. */
export async function attachManagementNetwork(
  compute: ComputeHost,
  { partition, spec }: { readonly partition: PartitionUuid; readonly spec: PartitionSpec },
  managementSwitch: VirtualSwitchResource,
  signal: AbortSignal,
): Promise<ManagementAdapter | undefined> {
  const { session, system } = compute.host;
  const place = { system, partition };
  const look = async (until: AbortSignal): Promise<ClientNetworkAdapter | undefined> => {
    const adapters = await readClientNetworkAdapters(session, place, until);
    return adapters
      .map(({ values }) => values)
      .find((each) => each.portVlanId === vlan && isOn(managementSwitch, each));
  };
  const there = await look(signal);
  if (there !== undefined) return identityOf(there);
  const { mac, slot } = spec.managementAdapter ?? {};
  try {
    const { values } = await createClientNetworkAdapter(
      session,
      place,
      {
        portVlanId: vlan,
        taggedVlanSupported: false,
        virtualSwitch: virtualSwitchHref(session, system, managementSwitch.uuid),
        ...(mac === undefined ? {} : { macAddress: mac }),
        ...(slot === undefined ? {} : { virtualSlotNumber: slot }),
      },
      signal,
    );
    return identityOf(values);
  } catch (error) {
    const made = isUnclear(error) ? await look(neverAborted) : undefined;
    if (made === undefined) throw error;
    return identityOf(made);
  }
}

function identityOf({ macAddress, virtualSlotNumber }: ClientNetworkAdapter): ManagementAdapter | undefined {
  if (macAddress === undefined || virtualSlotNumber === undefined) return undefined;
  return { mac: macAddress, slot: virtualSlotNumber };
}

function isOn(
  { uuid, values }: VirtualSwitchResource,
  adapter: { readonly virtualSwitch: string | undefined; readonly virtualSwitchId: number | undefined },
): boolean {
  if (adapter.virtualSwitchId !== undefined) return adapter.virtualSwitchId === values.switchId;
  return adapter.virtualSwitch?.toLowerCase().endsWith(uuid.toLowerCase()) ?? false;
}
