import type { Simulation } from '../simulation.ts';

/** Something that holds after every step, by its number in the reliability page. */
export interface Invariant {
  readonly name: string;
  /** What is against it, a line each. */
  readonly check: (simulation: Simulation) => Promise<readonly string[]> | readonly string[];
}
