import { startSimulator } from '@powervm-sriov/powervm-simulator';
import { memoryRecordStore } from '../../src/index.ts';
import { startAgent } from './agent.ts';
import { openForeignHands } from './foreign-hands.ts';
import { newJournal } from './journal.ts';
import { Oracle } from './oracle.ts';
import { seededRandom } from './seeded-random.ts';
import { soundDisk } from './shaky-store.ts';
import type { Simulation } from './simulation.ts';
import { temperOf, worldOf } from './temper.ts';
import { VirtualTime } from './virtual-time.ts';
import { Watchman } from './watchman.ts';
import { newWeather } from './weather.ts';

/** A world, somebody else in it, and an agent that has just started. */
export async function makeSimulation(
  seed: number,
  { wallClockJumps }: { readonly wallClockJumps: boolean },
): Promise<Simulation> {
  const random = seededRandom(`seed ${seed}`);
  const temper = temperOf(seed, random.fork('temper'));
  const time = new VirtualTime();
  const journal = newJournal(() => time.now());
  const simulator = await startSimulator({ world: worldOf(temper), clock: time, password: 'simulated' });
  const jumps = random.fork('wall clock');
  const week = 7 * 86_400_000;
  const world = {
    seed,
    temper,
    random: random.fork('steps'),
    time,
    journal,
    simulator,
    weather: newWeather({
      random: random.fork('weather'),
      rate: temper.mishaps,
      refusesTwins: temper.enforcesUniqueMac,
    }),
    disk: soundDisk(),
    records: memoryRecordStore(),
    oracle: new Oracle(),
    foreign: await openForeignHands(simulator, time),
    watchman: new Watchman(),
    wallClockJump: () => (wallClockJumps ? jumps.between(-week, week) : 0),
    steps: 0,
    kills: 0,
    endings: { last: 0 },
  };
  journal.note(`seed ${seed}: ${JSON.stringify(temper)}`);
  return { ...world, agent: await startAgent(world) };
}
