import { findOwner, systemOf } from './locate.ts';
import { hasManagementNetwork } from './management-network.ts';
import type { Platform } from './platform.ts';
import type {
  LogicalPartition,
  ManagedSystem,
  PendingChange,
  SriovAdapter,
  VirtualIoServer,
} from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

/** The card reads Initializing until it is ready. */
export function startAdapter(platform: Platform, system: ManagedSystem, adapter: SriovAdapter): void {
  adapter.state = 'Initializing';
  const due = platform.clock.now() + platform.state.settings.adapterStartMs;
  addPending(platform, { kind: 'ADAPTER_READY', due, system: system.uuid, adapter: adapter.drcIndex });
}

/** RMC comes up some time after boot, if there is a network for it (sriov-rules, Partitions [R]). */
export function expectRmc(
  platform: Platform,
  system: ManagedSystem,
  partition: LogicalPartition | VirtualIoServer,
): void {
  const due = platform.clock.now() + platform.state.settings.rmcDelayMs;
  addPending(platform, { kind: 'RMC_UP', due, system: system.uuid, partition: partition.uuid });
}

/** Forgets a boot that was interrupted. */
export function forgetRmc(
  { state }: Platform,
  system: ManagedSystem,
  partition: LogicalPartition | VirtualIoServer,
): void {
  state.pending = state.pending.filter(
    (pending) =>
      pending.kind !== 'RMC_UP' || pending.system !== system.uuid || pending.partition !== partition.uuid,
  );
}

/** Makes the clock fire a change that is in the state. */
export function awaitPending(platform: Platform, pending: PendingChange): void {
  platform.clock.after(Math.max(0, pending.due - platform.clock.now()), () => {
    const { state } = platform;
    if (!state.pending.includes(pending)) return;
    state.pending = state.pending.filter((other) => other !== pending);
    applyPending(platform, pending);
  });
}

function addPending(platform: Platform, pending: PendingChange): void {
  platform.state.pending.push(pending);
  awaitPending(platform, pending);
}

function applyPending(platform: Platform, pending: PendingChange): void {
  const system = systemOf(platform, pending.system);
  switch (pending.kind) {
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
  touch(system);
  platform.announce({
    kind: 'MODIFY',
    path: ['ManagedSystem', system.uuid],
    details: ['SRIOVAdapter.ConfigChange'],
  });
  settleVnics(platform, system);
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
