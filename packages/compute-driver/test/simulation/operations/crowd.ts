import { type MacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { isFinished, plugVifs, unplugVifs } from '../../../src/index.ts';
import { macOf, noSignal } from '../../simulated-host.ts';
import type { Agent } from '../agent.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { type TruePartition, trueVnics } from '../true-world.ts';
import { bindingOf, guestsOf, isInstance } from './guests.ts';
import { migrate, promiseTo, settleMigration } from './migrations.ts';

/** Everybody wants what little room there is on the system that somebody is on the way to. */
export const crowdOperations: readonly Operation[] = [
  { name: 'migrate into a crowd', weight: 6, draw: drawCrowd },
];

function drawCrowd(simulation: Simulation): Deed | undefined {
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
      const rush = plugOnceLetIn(simulation, agent, { migrating, mover, host, network });
      try {
        return await migrating;
      } finally {
        await rush;
        const request = { partition: host.uuid, macs: crowd };
        await unplugVifs(agent.compute(host.system), request, noSignal).catch(() => undefined);
      }
    },
    judge: promiseTo(simulation, mover),
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

interface Rush {
  readonly migrating: Promise<unknown>;
  readonly mover: TruePartition;
  readonly host: TruePartition;
  readonly network: string;
}

/** Between the check of the migration and what the platform does for it. */
async function plugOnceLetIn(
  { records }: Simulation,
  { compute, session }: Agent,
  { migrating, mover, host, network }: Rush,
): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  migrating.then(over, over);
  const isLetIn = async () =>
    (await records.migrations.list({ partition: mover.uuid }, noSignal)).some(
      ({ phase }) => !isFinished(phase),
    );
  while (!isOver && !(await isLetIn())) await session.clock.sleep(20, noSignal);
  const plug = (mac: MacAddress) => {
    const binding = bindingOf(mac, { vlan: 101, network, redundancy: 2 });
    return plugVifs(compute(host.system), { partition: host.uuid, bindings: [binding] }, noSignal);
  };
  if (!isOver) await Promise.allSettled(crowd.map(plug));
}
