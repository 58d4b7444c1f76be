import type { Platform } from './platform.ts';
import type {
  LogicalPartition,
  ManagedSystem,
  PendingChange,
  SriovAdapter,
  VirtualIoServer,
} from './platform-state.ts';

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
    platform.perform(pending);
  });
}

export function addPending(platform: Platform, pending: PendingChange): void {
  platform.state.pending.push(pending);
  awaitPending(platform, pending);
}
