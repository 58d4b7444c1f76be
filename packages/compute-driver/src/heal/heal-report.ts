import type { HealFinding, HealObstacle, HealPlan, HealWait } from '@powervm-sriov/sriov-core';
import type { HealPause } from './heal-memory.ts';

/** What a look at a host has found, what would help, and what was done. */
export interface HealReport {
  /** Why the view of the host was not fit to act on; what is told is the last that was known. */
  readonly blind: string | undefined;
  /** Faults of recorded vNICs; what nobody recorded comes last and is only told of. */
  readonly findings: readonly HealFinding[];
  readonly proposals: readonly HealProposal[];
  /** Of vNICs that cannot be healed, or not wholly. */
  readonly obstacles: readonly VnicObstacle[];
  /** Sick vNICs and all that are recorded, when there are too many of them for an automaton to touch any. */
  readonly breaker: { readonly sick: number; readonly of: number } | undefined;
  /** In the order in which they were done; a failed one is the last. */
  readonly acts: readonly HealAct[];
}

export interface HealProposal {
  readonly id: string;
  readonly plan: HealPlan;
  /** Why it is not carried out now. */
  readonly hold: HealHold | undefined;
}

export type HealHold = HealWait | HealPause | { readonly kind: 'breaker' };

export interface VnicObstacle extends Pick<HealPlan, 'mac' | 'partitionUuid'> {
  readonly obstacle: HealObstacle;
}

export type HealAct = HealProposal & {
  /** `outdated`: when it was looked at once more, another plan or none was due. `withdrawn`: it is being unplugged. */
  readonly outcome: 'healed' | 'outdated' | 'withdrawn' | 'failed';
  readonly error: Error | undefined;
};
