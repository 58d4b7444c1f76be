import { comeToRest } from './come-to-rest.ts';
import { atRest } from './invariants/at-rest.ts';
import { care } from './invariants/care.ts';
import type { Invariant } from './invariants/invariant.ts';
import { presence } from './invariants/presence.ts';
import { room } from './invariants/room.ts';
import { makeSimulation } from './make-simulation.ts';
import { playStep } from './play-step.ts';
import type { Simulation } from './simulation.ts';

export interface SeedReport {
  readonly seed: number;
  /** Steps that were played before the first violation, or all. */
  readonly steps: number;
  /** What did not hold, each with the number of its invariant; empty when all did. */
  readonly violations: readonly string[];
  readonly journal: readonly string[];
  readonly digest: string;
  /** Requests and writes to the store that something happened to, and kills. */
  readonly faults: number;
}

export interface SeedOptions {
  /** How many steps are played; each has one to three operations. */
  readonly operations: number;
  /** Whether people's clocks jump; nothing may come of it. */
  readonly wallClockJumps?: boolean;
}

const stepInvariants: readonly Invariant[] = [...presence, ...room, ...care];

/** One run, up to the first violation; the same seed and length always give the same journal. */
export async function runSeed(
  seed: number,
  { operations, wallClockJumps = true }: SeedOptions,
): Promise<SeedReport> {
  const simulation = await makeSimulation(seed, { wallClockJumps });
  const { journal, weather, disk, simulator } = simulation;
  let violations: readonly string[] = [];
  while (violations.length === 0 && simulation.steps < operations) {
    simulation.steps += 1;
    violations = [...(await playStep(simulation)), ...(await hold(stepInvariants, simulation))];
    journal.weigh(JSON.stringify(simulator.control.state()));
  }
  if (violations.length === 0) {
    violations = [
      ...(await comeToRest(simulation)),
      ...(await hold([...stepInvariants, ...atRest], simulation)),
    ];
  }
  simulation.agent.stop();
  simulation.agent.life.end();
  await simulator.close();
  const faults = weather.count() + disk.struck + simulation.kills;
  return {
    seed,
    steps: simulation.steps,
    violations,
    journal: journal.lines(),
    digest: journal.digest(),
    faults,
  };
}

async function hold(invariants: readonly Invariant[], simulation: Simulation): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const { name, check } of invariants) {
    for (const fault of await check(simulation)) violations.push(`${name}: ${fault}`);
  }
  return violations;
}
