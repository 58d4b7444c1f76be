import { checkMaster, checkNotMigrating } from './check-writable.ts';
import { releaseLogicalPort } from './configure-logical-port.ts';
import { clientNetworkAdapterPath } from './create-client-network-adapter.ts';
import { removeVnic } from './delete-vnic.ts';
import { partitionOf, systemOf } from './locate.ts';
import { forgetRmc } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem } from './platform-state.ts';
import { touch } from './touch.ts';

/** Only of a partition that is off. Its adapters and its share of every port go with it. */
export function deletePartition(
  platform: Platform,
  target: { readonly system: string; readonly partition: string },
): void {
  const system = systemOf(platform, target.system);
  const partition = partitionOf(system, target.partition);
  checkMaster(platform, system);
  checkNotMigrating(partition);
  if (partition.state !== 'not activated') {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-ACTIVE',
      `Partition ${partition.name} is ${partition.state}; only one that is not activated is removed.`,
    );
  }
  removePartition(platform, system, partition);
}

export function removePartition(
  platform: Platform,
  system: ManagedSystem,
  partition: LogicalPartition,
): void {
  for (const vnic of [...partition.vnics]) removeVnic(platform, system, { partition, vnic });
  for (const logicalPort of system.logicalPorts.filter(({ owner }) => owner === partition.uuid)) {
    releaseLogicalPort(platform, system, { logicalPort, owner: partition });
  }
  for (const adapter of partition.clientNetworkAdapters.splice(0)) {
    platform.announce({ kind: 'DELETE', path: clientNetworkAdapterPath(partition, adapter), details: [] });
  }
  for (const card of system.adapters) {
    if (card.slotOwner === partition.uuid) delete card.slotOwner;
  }
  forgetRmc(platform, system, partition);
  system.partitions.splice(system.partitions.indexOf(partition), 1);
  touch(system);
  platform.announce({ kind: 'DELETE', path: ['LogicalPartition', partition.uuid], details: [] });
}
