import type { Agent } from './agent.ts';
import type { World } from './world.ts';

/** A world, and somebody who looks after it. */
export interface Simulation extends World {
  /** The process that runs now. */
  agent: Agent;
}
