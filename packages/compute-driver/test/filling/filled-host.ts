import type { TrueState } from '@powervm-sriov/powervm-simulator';
import type { VnicShape } from '@powervm-sriov/sriov-core';
import type { HostFacts } from './host-facts.ts';

/** A host that has been filled: what it is, what is true of it now, and what was plugged into it, in order. */
export interface FilledHost {
  readonly facts: HostFacts;
  readonly state: TrueState;
  readonly shape: VnicShape;
  readonly plugged: readonly PluggedVnic[];
  /** The networks that take no more. */
  readonly full: readonly string[];
}

export interface PluggedVnic {
  readonly mac: string;
  readonly network: string;
  /** Its name. */
  readonly partition: string;
}

export type TrueSystem = TrueState['systems'][number];
