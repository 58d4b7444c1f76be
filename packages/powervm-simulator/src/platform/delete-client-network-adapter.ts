import { checkDlpar, checkMaster } from './check-writable.ts';
import { clientNetworkAdapterPath } from './create-client-network-adapter.ts';
import { partitionOf, systemOf } from './locate.ts';
import { hasManagementNetwork } from './management-network.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import { touch } from './touch.ts';

/** With its last way to the management network a partition loses RMC. */
export function deleteClientNetworkAdapter(
  platform: Platform,
  target: { readonly system: string; readonly partition: string; readonly adapter: string },
): void {
  const system = systemOf(platform, target.system);
  const partition = partitionOf(system, target.partition);
  const adapter = partition.clientNetworkAdapters.find(({ uuid }) => uuid === target.adapter.toLowerCase());
  if (adapter === undefined) {
    throw new PlatformRefusal(
      404,
      'SIM-NOT-FOUND',
      `There is no client network adapter ${target.adapter} on partition ${partition.name}.`,
    );
  }
  checkMaster(platform, system);
  checkDlpar(partition);
  partition.clientNetworkAdapters.splice(partition.clientNetworkAdapters.indexOf(adapter), 1);
  if (partition.rmc === 'active' && !hasManagementNetwork(platform, system, partition)) {
    partition.rmc = 'inactive';
  }
  touch(partition);
  platform.announce({ kind: 'DELETE', path: clientNetworkAdapterPath(partition, adapter), details: [] });
}
