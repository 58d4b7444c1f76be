import type { PlatformState } from './platform-state.ts';
import { resumePending } from './resume-pending.ts';
import type { SimClock } from './sim-clock.ts';

/** What changed, for the event feed: `path` names the object from the root, `details` the changed properties. */
export type PlatformChange = {
  readonly kind: 'ADD' | 'MODIFY' | 'DELETE';
  /** Type and UUID in turn, such as `['LogicalPartition', uuid, 'VirtualNICDedicated', uuid]`. */
  readonly path: readonly string[];
  readonly details: readonly string[];
};

/** The state, its clock and its listener: the first argument of every verb. */
export type Platform = {
  readonly state: PlatformState;
  readonly clock: SimClock;
  readonly announce: (change: PlatformChange) => void;
};

/** Brings a state to life; changes that were due while it slept happen at once. */
export function openPlatform(options: {
  readonly state: PlatformState;
  readonly clock: SimClock;
  readonly onChange?: (change: PlatformChange) => void;
}): Platform {
  const { state, clock, onChange } = options;
  const platform: Platform = {
    state,
    clock,
    announce: (change) => {
      if (isReported(state, change)) onChange?.(change);
    },
  };
  resumePending(platform);
  return platform;
}

/** Types that the recorded feed never mentions (event_feed.txt [R]); a link change is announced with detail `LinkStatus`. */
const unrecordedTypes = new Set(['VirtualNICDedicated', 'SRIOVEthernetLogicalPort']);

function isReported(state: PlatformState, change: PlatformChange): boolean {
  if (state.settings.events === 'full') return true;
  if (change.path.some((part) => unrecordedTypes.has(part))) return false;
  return !change.details.some((detail) => detail === 'LinkStatus' || unrecordedTypes.has(detail));
}
