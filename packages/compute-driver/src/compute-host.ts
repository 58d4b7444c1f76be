import type { VnicShape } from '@powervm-sriov/sriov-core';
import { createVifRegistry, pvmSriovDriver, type VifRegistry } from '@powervm-sriov/vif-drivers';
import { type ExclusiveLock, exclusiveLock } from './host/exclusive-lock.ts';
import type { Host } from './host/host.ts';
import { type SystemStates, usualSystemStates } from './migrate/system-states.ts';
import type { RecordStore } from './records/record-store.ts';

/** A host with what was asked of it: the first argument of everything that changes it on somebody's behalf. */
export interface ComputeHost {
  readonly host: Host;
  readonly records: RecordStore;
  readonly registry: VifRegistry;
  /** By partition key: attach, power, heal and migration never work on one partition at once. */
  readonly partitionLock: ExclusiveLock;
  /** What the pool promises vNICs of, and what a binding that says nothing gets. */
  readonly shape: VnicShape;
  /** By what words a console tells that a system is off, or that it sees it. */
  readonly systemStates: SystemStates;
  /** Milliseconds after which a live migration whose start was not answered has shown that it began, or never did. */
  readonly startPatience: number;
  /** How many migrations that have left this host for good stay on record. */
  readonly keptMigrations: number;
  /** Who asks, as records tell it: `nova`, `operator root`. */
  readonly askedBy: string;
  /** For what people read; decisions use the session's clock. */
  readonly wallClock: () => Date;
}

export type ComputeHostOptions = Pick<ComputeHost, 'host' | 'records' | 'askedBy'> &
  Partial<Pick<ComputeHost, 'registry' | 'shape' | 'wallClock'>> &
  ComputeHostSettings;

/** What an installation may set otherwise than usual. */
export type ComputeHostSettings = Partial<
  Pick<ComputeHost, 'systemStates' | 'startPatience' | 'keptMigrations'>
>;

export function createComputeHost(options: ComputeHostOptions): ComputeHost {
  return {
    registry: createVifRegistry([pvmSriovDriver]),
    shape: { redundancy: 2, redundancyPolicy: 'strict' },
    systemStates: usualSystemStates,
    // Within seconds, as far as is remembered; no recording has a start whose answer was lost [?].
    startPatience: 30_000,
    keptMigrations: 100,
    wallClock: () => new Date(),
    partitionLock: exclusiveLock(),
    ...options,
  };
}
