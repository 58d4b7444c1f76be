import { AsyncLocalStorage } from 'node:async_hooks';
import { openSession, type Session } from '@powervm-sriov/pypowervm-ts';
import { type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type ComputeHost,
  type ComputeHosts,
  createComputeHost,
  createResourceReporter,
  finishInterrupted,
  type HealMemory,
  healMemory,
  holdPromisedRoom,
  openHost,
  type ResourceReporter,
  reconcile,
  resumeMigration,
  watchHosts,
} from '../../src/index.ts';
import { noSignal } from '../simulated-host.ts';
import { forgettingGuard } from './forgetting-guard.ts';
import { type Life, newLife } from './life.ts';
import { redundancyGuard } from './redundancy-guard.ts';
import { roadToConsole } from './road.ts';
import { shakyStore } from './shaky-store.ts';
import { clockOf } from './virtual-time.ts';
import type { World } from './world.ts';

/** One life of the process that looks after the systems of the console. */
export interface Agent {
  readonly life: Life;
  readonly session: Session;
  readonly computes: ComputeHosts;
  readonly healing: ReadonlyMap<SystemUuid, HealMemory>;
  readonly reporters: ReadonlyMap<SystemUuid, ResourceReporter>;
  compute(system: SystemUuid): ComputeHost;
  stop(): void;
}

/** Starts the process anew on what is kept, as often as it takes: it may be killed while it starts, too. */
export async function startAgent(world: World): Promise<Agent> {
  for (let attempt = 1; ; attempt += 1) {
    const life = newLife();
    if (!world.temper.isCalm && attempt === 1 && world.random.chance(0.2))
      life.endAfter(world.random.below(60));
    const begun = openAndRecover(world, life);
    let outcome: Agent | Error | undefined;
    begun.then(
      (agent) => {
        outcome = agent;
      },
      (error: unknown) => {
        outcome = error instanceof Error ? error : new Error(String(error));
      },
    );
    await world.time.passUntil(() => outcome !== undefined || life.isOver(), hour);
    // What it did beside may have been its last step.
    if (outcome !== undefined && !(outcome instanceof Error) && !life.isOver()) {
      life.spare();
      return outcome;
    }
    const why = outcome instanceof Error ? `did not start: ${outcome.message}` : 'killed while it started';
    world.journal.note(why);
    life.end();
    if (attempt > 20) throw new Error(`the agent did not start in ${attempt} attempts: ${why}`);
    await world.time.pass(5_000);
  }
}

const hour = 3_600_000;

/** Whether what is sent is the watch's own, whatever it falls together with. */
const upkeep = new AsyncLocalStorage<boolean>();

async function openAndRecover(world: World, life: Life): Promise<Agent> {
  const agent = await openAgent(world, life);
  await recover(world, agent);
  return agent;
}

async function openAgent(world: World, life: Life): Promise<Agent> {
  const { simulator, time, random, weather, watchman, temper, disk, records } = world;
  watchman.begin();
  const { user, password } = simulator;
  const session = await openSession({
    transport: roadToConsole({
      simulator,
      time,
      guard: redundancyGuard(world),
      random: random.fork(`road ${time.now()}`),
      weather,
      life,
      onDeparture: (request) => watchman.depart(request, { isAsked: !upkeep.getStore() }),
      onArrival: (passage) => watchman.arrive(passage),
    }),
    credentials: { user, password },
    clock: clockOf(time, life),
    random: random.fork(`session ${time.now()}`).fraction,
    ...(temper.backingDeviceChange === undefined ? {} : { backingDeviceChange: temper.backingDeviceChange }),
  });
  const onForgetting = forgettingGuard(world);
  const store = shakyStore({ kept: records, disk, life, onForgetting });
  const open = async (name: string): Promise<ComputeHost> => {
    const { maximumAge } = temper;
    const options = { session, system: name, maximumAge, cordons: store.cordons };
    return createComputeHost({
      host: await openHost(options, noSignal),
      records: store,
      askedBy: 'operator simulation',
      // Nothing may depend on what people's clocks say.
      wallClock: () => new Date(time.now() + world.wallClockJump()),
    });
  };
  const [first, ...others] = simulator.systems;
  if (first === undefined) throw new Error('the world has no system');
  const computes: [ComputeHost, ...ComputeHost[]] = [await open(first)];
  for (const name of others) computes.push(await open(name));
  const ending = new AbortController();
  const hosts = computes.map(({ host }) => host);
  if (temper.isWatched) {
    const applicationId = time.now().toString(16);
    upkeep.run(true, () => {
      watchHosts({ session, hosts, applicationId }, ending.signal).catch(() => undefined);
    });
  }
  return {
    life,
    session,
    computes,
    healing: new Map(hosts.map(({ system }) => [system, healMemory({ grace: 60_000 })])),
    reporters: new Map(
      computes.map((compute) => [
        compute.host.system,
        createResourceReporter(compute, { hostname: compute.host.system }),
      ]),
    ),
    compute(system) {
      const found = computes.find(({ host }) => sameUuid(host.system, system));
      if (found === undefined) throw new Error(`no system ${system}`);
      return found;
    },
    stop: () => ending.abort(),
  };
}

/** What an agent does before it takes requests: what was half done is brought to rest, as far as it can be now. */
async function recover(world: World, agent: Agent): Promise<void> {
  for (const compute of agent.computes) await holdPromisedRoom(compute, noSignal);
  for (const compute of agent.computes) await orNote(world, () => finishInterrupted(compute, noSignal));
  await resumeAll(world, agent);
  for (const compute of agent.computes) await orNote(world, () => reconcile(compute, {}, noSignal));
}

export async function resumeAll(world: World, agent: Agent): Promise<void> {
  const migrations = await world.records.migrations.list({}, noSignal);
  for (const { id } of migrations) {
    await orNote(world, () => resumeMigration(agent.computes, id, noSignal));
  }
}

async function orNote(world: World, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    world.journal.note(`recovery: ${error instanceof Error ? error.message : String(error)}`);
  }
}
