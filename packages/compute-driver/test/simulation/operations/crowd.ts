import { type MacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findCordon } from '@powervm-sriov/sriov-core';
import { isFinished, plugVifs, unplugVifs } from '../../../src/index.ts';
import { macOf, noSignal } from '../../simulated-host.ts';
import type { Agent } from '../agent.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { type TruePartition, trueVnics } from '../true-world.ts';
import { bindingOf, guestsOf, isInstance } from './guests.ts';
import { drain, pickHost, pickPlace, tellPlace } from './healing.ts';
import { migrate, promiseTo, settleMigration } from './migrations.ts';

/** Everybody wants what little room there is, while somebody is on the way to it. */
export const crowdOperations: readonly Operation[] = [
  { name: 'migrate into a crowd', weight: 6, draw: drawMigration },
  { name: 'drain into a crowd', weight: 5, draw: drawDrain },
];

function drawMigration(simulation: Simulation): Deed | undefined {
  const { random, temper, simulator, oracle, foreign } = simulation;
  if (temper.world !== 'pair' || !temper.isTight) return undefined;
  const guests = guestsOf(simulation);
  const wanted = trueVnics(simulator).flatMap(({ partition, mac }) => oracle.of(partition, mac) ?? []);
  const movers = guests.filter(
    ({ uuid, state }) =>
      (state === 'running' || isInstance(uuid)) && wanted.some(({ partition }) => sameUuid(partition, uuid)),
  );
  if (movers.length === 0) return undefined;
  const mover = random.pick(movers);
  const hosts = guests.filter(({ system }) => !sameUuid(system, mover.system));
  const network = wanted.find(({ partition }) => sameUuid(partition, mover.uuid))?.asked?.network;
  if (hosts.length === 0 || network === undefined) return undefined;
  const host = random.pick(hosts);
  foreign.loosen(mover.uuid);
  return {
    title: `migrate ${mover.name} while ${crowd.length} vNICs of ${network} are plugged on ${host.name}`,
    run: async (agent) => {
      await finishEarlier(simulation, agent, mover);
      const migrating = migrate(agent, mover, mover.state === 'running' ? 'live' : 'cold');
      const isLetIn = () => isOnTheWay(simulation, mover);
      const rush = plugOnce(agent, { isLetIn, going: migrating, host, network });
      try {
        return await migrating;
      } finally {
        await rush;
        await unplugCrowd(agent, host);
      }
    },
    judge: promiseTo(simulation, mover),
  };
}

function drawDrain(simulation: Simulation): Deed | undefined {
  const { random, temper } = simulation;
  if (!temper.isTight) return undefined;
  const drained = pickHost(simulation);
  const { system } = drained;
  const place = pickPlace(simulation, drained);
  const guests = guestsOf(simulation).filter((guest) => sameUuid(guest.system, system));
  const labels = drained.snapshot().adapters.flatMap(({ ports }) => ports.map(({ label }) => label));
  const networks = [...new Set(labels)].filter((label) => label !== '');
  if (place === undefined || guests.length === 0 || networks.length === 0) return undefined;
  const [host, network] = [random.pick(guests), random.pick(networks)];
  return {
    title: `drain ${tellPlace(place)} while ${crowd.length} vNICs of ${network} are plugged on ${host.name}`,
    run: async (agent) => {
      const draining = drain(agent, system, place);
      const isMarked = () => findCordon(agent.compute(system).host.cordons(), place) !== undefined;
      const rush = plugOnce(agent, { isLetIn: isMarked, going: draining, host, network });
      try {
        return await draining;
      } finally {
        await rush;
        await unplugCrowd(agent, host);
      }
    },
  };
}

/** More than a tight system has room for. */
const crowd = [0, 1, 2, 3].map((index) => macOf(0x70_0000 + index));

/** What waits for somebody to confirm it would keep the partition from moving. */
async function finishEarlier(
  { records }: Simulation,
  agent: Agent,
  { uuid: partition }: TruePartition,
): Promise<void> {
  for (const migration of await records.migrations.list({ partition }, noSignal)) {
    await settleMigration(agent, migration, { choice: 'confirm', force: false }).catch(() => undefined);
  }
}

async function isOnTheWay({ records }: Simulation, { uuid: partition }: TruePartition): Promise<boolean> {
  const migrations = await records.migrations.list({ partition }, noSignal);
  return migrations.some(({ phase }) => !isFinished(phase));
}

interface Rush {
  readonly isLetIn: () => boolean | Promise<boolean>;
  readonly going: Promise<unknown>;
  readonly host: TruePartition;
  readonly network: string;
}

/** Between the look that somebody took at the room and what the platform does for him. */
async function plugOnce(agent: Agent, { isLetIn, going, host, network }: Rush): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  going.then(over, over);
  while (!isOver && !(await isLetIn())) await agent.session.clock.sleep(20, noSignal);
  if (!isOver) await plugCrowd(agent, host, network);
}

async function plugCrowd(
  { compute }: Agent,
  { system, uuid: partition }: TruePartition,
  network: string,
): Promise<void> {
  const plug = (mac: MacAddress) => {
    const binding = bindingOf(mac, { vlan: 101, network, redundancy: 2 });
    return plugVifs(compute(system), { partition, bindings: [binding] }, noSignal);
  };
  await Promise.allSettled(crowd.map(plug));
}

async function unplugCrowd({ compute }: Agent, { system, uuid: partition }: TruePartition): Promise<void> {
  await unplugVifs(compute(system), { partition, macs: crowd }, noSignal).catch(() => undefined);
}
