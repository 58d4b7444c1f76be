import type { PlatformRefusal } from './platform-refusal.ts';
import type { PendingChange, PlatformState } from './platform-state.ts';
import type { SimClock } from './sim-clock.ts';

/** What changed, for the event feed: `path` names the object from the root, `details` the changed properties. */
export type PlatformChange = {
  readonly kind: 'ADD' | 'MODIFY' | 'DELETE';
  /** Type and UUID in turn, such as `['LogicalPartition', uuid, 'VirtualNICDedicated', uuid]`. */
  readonly path: readonly string[];
  readonly details: readonly string[];
};

/** The state, its clock and its listeners: the first argument of every verb. */
export type Platform = {
  readonly state: PlatformState;
  readonly clock: SimClock;
  readonly announce: (change: PlatformChange) => void;
  /** Does what has fallen due. */
  readonly perform: (pending: PendingChange) => void;
  /** The jobs that wait for a migration, by system and partition. Unlike the migration they do not outlive the console. */
  readonly migrationJobs: Map<string, (failure?: PlatformRefusal) => void>;
};
