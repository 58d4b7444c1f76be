import { endMaintenance, finishInterrupted, reconcile } from '../../src/index.ts';
import { noSignal } from '../simulated-host.ts';
import { resumeAll, startAgent } from './agent.ts';
import { settleMigration } from './operations/migrations.ts';
import type { Simulation } from './simulation.ts';

/** Nothing fails any more, every disturbance is over, and somebody who knows what to do does it, in two rounds. */
export async function comeToRest(simulation: Simulation): Promise<readonly string[]> {
  const { weather, disk, time, endings, journal } = simulation;
  journal.note('nothing fails any more');
  weather.clear();
  disk.isFull = false;
  disk.failures = [];
  disk.unreadable = 0;
  await time.pass(Math.max(0, endings.last - time.now()) + 60_000);
  if (simulation.random.chance(0.5)) {
    simulation.agent.life.end();
    simulation.agent.stop();
    simulation.agent = await startAgent(simulation);
  }
  let isOver = false;
  let failure: unknown;
  const work = async (): Promise<void> => {
    await lookAfter(simulation);
    await lookAfter(simulation);
  };
  work()
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(() => {
      isOver = true;
    });
  const isReached = await time.passUntil(() => isOver, 6 * 3_600_000);
  if (!isReached) return ['I14 I25: it does not come to rest'];
  return failure === undefined ? [] : [`I25: looking after it failed: ${told(failure)}`];
}

async function lookAfter(simulation: Simulation): Promise<void> {
  const { agent, records } = simulation;
  await resumeAll(simulation, agent);
  for (const migration of await records.migrations.list({}, noSignal)) {
    await orNote(simulation, () => settleMigration(agent, migration, { choice: 'confirm', force: true }));
  }
  for (const compute of agent.computes) {
    for (const { note: _, ...place } of compute.host.cordons()) {
      await orNote(simulation, () => endMaintenance(compute, { place }, noSignal));
    }
    await orNote(simulation, () => finishInterrupted(compute, noSignal));
    for (let round = 1; round <= 5; round += 1) {
      await compute.host.refresh(noSignal);
      const { proposals } = await reconcile(compute, {}, noSignal);
      if (proposals.length === 0) break;
      const plans = proposals.map(({ id }) => id);
      await orNote(simulation, () => reconcile(compute, { policy: { kind: 'approve', plans } }, noSignal));
    }
  }
}

async function orNote({ journal }: Simulation, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    journal.note(`at rest: ${told(error)}`);
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
