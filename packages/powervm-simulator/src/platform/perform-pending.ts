import { announceSystemChange } from './announce-system-change.ts';
import { findOwner, systemOf } from './locate.ts';
import { hasManagementNetwork } from './management-network.ts';
import { advanceMigration } from './migration/advance-migration.ts';
import type { Platform } from './platform.ts';
import type {
  LogicalPartition,
  ManagedSystem,
  PendingChange,
  SriovAdapter,
  VirtualIoServer,
} from './platform-state.ts';
import { touch } from './touch.ts';

/** What happens by itself when its time has come. */
export function performPending(platform: Platform, pending: PendingChange): void {
  const system = systemOf(platform, pending.system);
  switch (pending.kind) {
    case 'MIGRATION_STEP':
      advanceMigration(platform, { system: system.uuid, partition: pending.partition });
      return;
    case 'ADAPTER_READY': {
      const adapter = system.adapters.find(({ drcIndex }) => drcIndex === pending.adapter);
      if (adapter?.state === 'Initializing') adapterReady(platform, system, adapter);
      return;
    }
    case 'RMC_UP': {
      const partition = findOwner(system, pending.partition);
      if (partition !== undefined) rmcUp(platform, system, partition);
      return;
    }
  }
}

function adapterReady(platform: Platform, system: ManagedSystem, adapter: SriovAdapter): void {
  adapter.state = 'Running';
  announceSystemChange(platform, system, 'SRIOVAdapter.ConfigChange');
}

function rmcUp(
  platform: Platform,
  system: ManagedSystem,
  partition: LogicalPartition | VirtualIoServer,
): void {
  if (partition.state !== 'running' || partition.rmc === 'active') return;
  const isVios = 'isVnicCapable' in partition;
  if (!isVios && !hasManagementNetwork(platform, system, partition)) return;
  partition.rmc = 'active';
  touch(partition);
  platform.announce({
    kind: 'MODIFY',
    path: [isVios ? 'VirtualIOServer' : 'LogicalPartition', partition.uuid],
    details: ['RMCState', 'Other'],
  });
}
