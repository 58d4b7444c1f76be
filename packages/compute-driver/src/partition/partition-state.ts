import type { LogicalPartitionResource } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { nameOf, requirePartition } from './find-partition.ts';
import { requireNotMigrating } from './require-not-migrating.ts';

/** Milliseconds between looks at a partition on its way from one state to another, and for how long. */
export interface PowerPatience {
  readonly every: number;
  readonly longest: number;
}

/** A start takes its time in the firmware; a job that has ended has the rest within it. */
export const usualPowerPatience: PowerPatience = { every: 1_000, longest: 300_000 };

/** What a state means to whoever switches a partition: `odd` ones do not pass by themselves. */
type PowerPhase = 'off' | 'starting' | 'up' | 'stopping' | 'odd';

function powerPhaseOf(state: string | undefined): PowerPhase {
  switch (state) {
    case 'not activated':
      return 'off';
    case 'starting':
    case 'hardware discovery':
    case 'resuming':
      return 'starting';
    case 'running':
    case 'open firmware':
      return 'up';
    case 'shutting down':
    case 'suspending':
      return 'stopping';
    default:
      return 'odd';
  }
}

export interface SeenPartition {
  readonly resource: LogicalPartitionResource;
  readonly phase: PowerPhase;
}

export interface StateWait {
  readonly partition: PartitionUuid;
  readonly until: readonly PowerPhase[];
  /** For messages: `before it is powered on`. */
  readonly when: string;
  readonly patience: PowerPatience;
}

/**
 * The partition as soon as it is in one of these phases.
 *
 * @throws HostError PARTITION_NOT_READY when it was in none of them for too long, PARTITION_UNKNOWN,
 * MIGRATION_UNDER_WAY
 */
export async function waitForState(
  compute: ComputeHost,
  { partition, until, when, patience }: StateWait,
  signal: AbortSignal,
): Promise<SeenPartition> {
  const { clock } = compute.host.session;
  const deadline = clock.now() + patience.longest;
  for (;;) {
    const seen = await lookAtPartition(compute, partition, signal);
    if (until.includes(seen.phase)) return seen;
    const left = deadline - clock.now();
    if (left <= 0) {
      throw notReady(
        seen.resource,
        when,
        `it got no further within ${patience.longest / 1_000} s; look at its console, and ask again`,
      );
    }
    await clock.sleep(Math.min(patience.every, left), signal);
  }
}

/** @throws HostError PARTITION_UNKNOWN, MIGRATION_UNDER_WAY */
export async function lookAtPartition(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<SeenPartition> {
  const resource = await requirePartition(compute, partition, signal);
  requireNotMigrating(resource);
  return { resource, phase: powerPhaseOf(resource.values.partitionState) };
}

export function notReady(
  found: LogicalPartitionResource,
  when: string,
  advice: string,
  cause?: unknown,
): HostError {
  const state = found.values.partitionState ?? 'unknown';
  return new HostError('PARTITION_NOT_READY', `${nameOf(found)} is '${state}' ${when}: ${advice}`, {
    cause,
  });
}
