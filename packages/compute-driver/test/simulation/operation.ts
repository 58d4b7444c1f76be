import type { Agent } from './agent.ts';
import type { Simulation } from './simulation.ts';

/** Something that somebody asks for, chosen by chance. */
export interface Operation {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  /** Not in calm runs: something fails, or somebody else's hands are in it. */
  readonly isStormy?: boolean;
  /** Draws what exactly is asked for; undefined when there is nothing to ask it of. */
  readonly draw: (simulation: Simulation) => Deed | undefined;
}

/** One request of an operation, from asking to answer. */
export interface Deed {
  readonly title: string;
  readonly run: (agent: Agent) => Promise<unknown>;
  /** Told once, in the end; `killed` when the process died before the answer. */
  readonly settled?: (outcome: Outcome) => void;
  /** Checked against what the world is like at the moment of the answer; says what is wrong with it. */
  readonly judge?: (outcome: Outcome, course: Course) => readonly string[];
}

/** What else went on between asking and answer. */
export interface Course {
  /** Nobody asked for anything else. */
  readonly isAlone: boolean;
  /** Requests that were sent meanwhile, by whomever. */
  readonly requests: number;
}

export type Outcome =
  | { readonly kind: 'acknowledged'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'killed' };
