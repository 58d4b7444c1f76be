import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { plugVifs, unplugVifs } from '../../../src/index.ts';
import { macOf, noSignal } from '../../simulated-host.ts';
import type { Agent } from '../agent.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { type TruePartition, trueVnics } from '../true-world.ts';
import { bindingOf, guestsOf } from './guests.ts';
import { judgePromise, migrate } from './migrations.ts';

/** Everybody wants what little room there is on the system that somebody is on the way to. */
export const crowdOperations: readonly Operation[] = [
  { name: 'migrate into a crowd', weight: 4, draw: drawCrowd },
];

function drawCrowd(simulation: Simulation): Deed | undefined {
  const { random, temper, simulator, oracle, foreign } = simulation;
  if (temper.world !== 'pair' || !temper.isTight) return undefined;
  const movers = trueVnics(simulator).flatMap(({ partition, mac }) => oracle.of(partition, mac) ?? []);
  const guests = guestsOf(simulation);
  const wanted = movers.length === 0 ? undefined : random.pick(movers);
  const mover = guests.find(({ uuid }) => wanted !== undefined && sameUuid(uuid, wanted.partition));
  const hosts = guests.filter(({ system }) => mover !== undefined && !sameUuid(system, mover.system));
  if (wanted?.asked === undefined || mover === undefined || hosts.length === 0) return undefined;
  const { network } = wanted.asked;
  const host = random.pick(hosts);
  const crowd = Array.from({ length: crowdSize }, () => random.between(0, 2_500));
  foreign.loosen(mover.uuid);
  return {
    title: `migrate ${mover.name} while ${crowdSize} vNICs of ${network} are plugged on ${host.name}`,
    run: async (agent) => {
      const plugging = crowd.map((delay, index) => plugLater(agent, host, { delay, index, network }));
      try {
        return await migrate(agent, mover);
      } finally {
        await Promise.all(plugging);
        const request = { partition: host.uuid, macs: crowd.map((_, index) => crowdMac(index)) };
        await unplugVifs(agent.compute(host.system), request, noSignal).catch(() => undefined);
      }
    },
    judge: (outcome) => judgePromise(simulation, outcome),
  };
}

/** More than a tight system has room for. */
const crowdSize = 4;

interface Newcomer {
  readonly delay: number;
  readonly index: number;
  readonly network: string;
}

async function plugLater(
  { compute, session }: Agent,
  { system, uuid: partition }: TruePartition,
  { delay, index, network }: Newcomer,
): Promise<void> {
  await session.clock.sleep(delay, noSignal);
  const binding = bindingOf(crowdMac(index), { vlan: 101, network, redundancy: 2 });
  await plugVifs(compute(system), { partition, bindings: [binding] }, noSignal).catch(() => undefined);
}

function crowdMac(index: number) {
  return macOf(0x70_0000 + index);
}
