import { awaitPending } from './pending-changes.ts';
import { performPending } from './perform-pending.ts';
import type { Platform, PlatformChange } from './platform.ts';
import type { PlatformState } from './platform-state.ts';
import { isUnseen } from './set-system-connection.ts';
import type { SimClock } from './sim-clock.ts';

/** Brings a state to life; what fell due while it slept happens on the clock's next turn. */
export function openPlatform(options: {
  readonly state: PlatformState;
  readonly clock: SimClock;
  /** The changes that the world's event feed reports. */
  readonly onEvent?: (change: PlatformChange) => void;
  /** Every change, reported or not: the moment to save the state. */
  readonly onChange?: (change: PlatformChange) => void;
}): Platform {
  const { state, clock, onEvent, onChange } = options;
  const platform: Platform = {
    state,
    clock,
    migrationJobs: new Map(),
    perform: (pending) => performPending(platform, pending),
    announce: (change) => {
      onChange?.(change);
      const isTold = state.settings.events === 'full' || isRecordedKind(change);
      if (isTold && !isUnseen(state, change)) onEvent?.(change);
    },
  };
  for (const pending of state.pending) awaitPending(platform, pending);
  return platform;
}

/** The recorded feed has systems, partitions, VIOSes and storage, never these (event_feed.txt [R]). */
const unrecorded = new Set([
  'VirtualNICDedicated',
  'SRIOVEthernetLogicalPort',
  'SRIOVPhysicalPort.LinkStatus',
]);

function isRecordedKind(change: PlatformChange): boolean {
  return ![...change.path, ...change.details].some((part) => unrecorded.has(part));
}
