import type { Platform } from './platform.ts';
import type { LogicalPartition, ManagedSystem } from './platform-state.ts';

/** The switch and VLAN by which NovaLink reaches its partitions (nova-powervm vif.py, vswitch_feed.txt [R]). */
export const managementSwitch = 'MGMTSWITCH';
export const managementVlan = 4094;

/** Whether RMC has a way to the partition. */
export function hasManagementNetwork(
  platform: Platform,
  system: ManagedSystem,
  partition: LogicalPartition,
): boolean {
  if (!platform.state.settings.rmcNeedsNetwork) return true;
  const uuid = system.virtualSwitches.find(({ name }) => name === managementSwitch)?.uuid;
  return partition.clientNetworkAdapters.some(
    (adapter) => adapter.virtualSwitch === uuid && adapter.portVlanId === managementVlan,
  );
}
