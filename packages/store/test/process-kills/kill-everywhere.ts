import { type Kill, killAndRecover, type Outcome } from './kill-and-recover.ts';
import type { KillCase } from './kill-cases.ts';

export interface KillPlan {
  /** At how many boundaries of the work, spread over all of it. */
  readonly boundaries: number;
  /** At how many boundaries of what follows each of these kills. */
  readonly recoveries: number;
}

export interface KillSummary {
  /** That the work has. */
  readonly boundaries: number;
  readonly kills: number;
  /** Where everything came to rest, and how often. */
  readonly rests: ReadonlyMap<string, number>;
  /** In one line each, with the kill that it takes to see it again. */
  readonly failures: readonly string[];
}

/** Kills a work at its boundaries, one life for each. */
export async function killEverywhere(program: string, given: KillCase, plan: KillPlan): Promise<KillSummary> {
  const rests = new Map<string, number>();
  const failures: string[] = [];
  let kills = 0;
  const run = async (kill: Kill): Promise<Outcome | undefined> => {
    try {
      const outcome = await killAndRecover(program, given, kill);
      kills += [kill.work, kill.recovery].filter((boundary) => boundary !== undefined).length;
      rests.set(outcome.rest, (rests.get(outcome.rest) ?? 0) + 1);
      return outcome;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };

  const boundaries = (await run({}))?.worked?.boundaries ?? 0;
  await atOnce(spread(boundaries, plan.boundaries), async (work) => {
    const left = (await run({ work }))?.recovered?.boundaries ?? 0;
    for (const recovery of spread(left, plan.recoveries)) await run({ work, recovery });
  });
  return { boundaries, kills, rests, failures };
}

/** So many of the numbers from 1 to `last`, evenly; all of them when there are no more. */
function spread(last: number, wanted: number): readonly number[] {
  const count = Math.min(last, wanted);
  return Array.from({ length: count }, (_, index) => Math.ceil(((index + 0.5) * last) / count));
}

/** Two lives at a time: each of them waits for the other of its two processes. */
async function atOnce(items: readonly number[], work: (item: number) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
