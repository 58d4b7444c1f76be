import { checkMac } from './check-network-settings.ts';
import { checkDlpar, checkMaster } from './check-writable.ts';
import { chooseSlot, type SlotRequest } from './choose-slot.ts';
import { partitionOf, systemOf } from './locate.ts';
import { nextMac, nextUuid } from './make-identity.ts';
import { expectRmc } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ClientNetworkAdapter, LogicalPartition, ManagedSystem } from './platform-state.ts';
import { slotDrcName } from './slot-drc-name.ts';
import { touch } from './touch.ts';

export type CreateClientNetworkAdapterRequest = {
  readonly system: string;
  readonly partition: string;
  readonly slot: SlotRequest;
  readonly mac?: string;
  readonly portVlanId: number;
  readonly taggedVlanIds?: string;
  readonly taggedVlanSupported?: boolean;
  /** UUID of the virtual switch. */
  readonly virtualSwitch: string;
};

/** A virtual Ethernet adapter, served as far as a partition's RMC network needs one. */
export function createClientNetworkAdapter(
  platform: Platform,
  request: CreateClientNetworkAdapterRequest,
): ClientNetworkAdapter {
  const system = systemOf(platform, request.system);
  const partition = partitionOf(system, request.partition);
  checkMaster(platform, system);
  checkDlpar(partition);
  checkNetwork(system, request);
  const slot = chooseSlot(partition, request.slot);
  const mac = request.mac === undefined ? nextMac(platform, system) : checkMac(platform, system, request.mac);
  const adapter: ClientNetworkAdapter = {
    uuid: nextUuid(platform.state),
    revision: 1,
    slot,
    drcName: slotDrcName(system.machine, partition.id, slot),
    mac,
    portVlanId: request.portVlanId,
    taggedVlanIds: request.taggedVlanIds ?? '',
    taggedVlanSupported: request.taggedVlanSupported ?? false,
    virtualSwitch: request.virtualSwitch.toLowerCase(),
  };
  partition.clientNetworkAdapters.push(adapter);
  touch(partition);
  platform.announce({ kind: 'ADD', path: clientNetworkAdapterPath(partition, adapter), details: [] });
  if (partition.state === 'running' && partition.rmc !== 'active') expectRmc(platform, system, partition);
  return adapter;
}

export function clientNetworkAdapterPath(
  partition: LogicalPartition,
  adapter: ClientNetworkAdapter,
): readonly string[] {
  return ['LogicalPartition', partition.uuid, 'ClientNetworkAdapter', adapter.uuid];
}

function checkNetwork(system: ManagedSystem, request: CreateClientNetworkAdapterRequest): void {
  const { portVlanId, virtualSwitch } = request;
  if (!Number.isInteger(portVlanId) || portVlanId < 1 || portVlanId > 4094) {
    throw new PlatformRefusal(
      400,
      'SIM-PVID',
      `Port VLAN ${portVlanId} of a virtual adapter is not 1 to 4094.`,
    );
  }
  if (!system.virtualSwitches.some(({ uuid }) => uuid === virtualSwitch.toLowerCase())) {
    throw new PlatformRefusal(
      404,
      'SIM-NOT-FOUND',
      `There is no virtual switch ${virtualSwitch} on ${system.name}.`,
    );
  }
}
