import { sameUuid, wholePort } from '@powervm-sriov/pypowervm-ts/identifiers';
import { macOf, noSignal, vnicRequest } from '../../simulated-host.ts';
import { meddle } from '../meddle.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { trueVnics } from '../true-world.ts';
import { pickGuest } from './guests.ts';

/** What happens to the world without anybody of ours asking for it. */
export const disturbances: readonly Operation[] = [
  { name: 'cable', weight: 4, isStormy: true, draw: drawCable },
  { name: 'adapter', weight: 3, isStormy: true, draw: drawAdapter },
  { name: 'VIOS', weight: 3, isStormy: true, draw: drawVios },
  { name: 'RMC', weight: 3, isStormy: true, draw: drawRmc },
  { name: 'storm', weight: 6, isStormy: true, draw: drawStorm },
  { name: 'events lost', weight: 5, isStormy: true, draw: drawEventLoss },
  { name: 'console restart', weight: 3, isStormy: true, draw: drawRestart },
  { name: 'disk', weight: 5, isStormy: true, draw: drawDisk },
  { name: 'foreign vNIC', weight: 8, isStormy: true, draw: drawForeignPlug },
  { name: 'foreign removal', weight: 3, isStormy: true, draw: drawForeignUnplug },
  { name: 'removal behind our back', weight: 3, isStormy: true, draw: drawTheft },
];

/** Happens, and ends by itself after a while. */
function passing(simulation: Simulation, title: string, begin: () => void, end: () => void): Deed {
  const { time, random, endings } = simulation;
  const lasts = random.between(1_000, 180_000);
  return {
    title: `${title} for ${Math.round(lasts / 1_000)} s`,
    run: () => {
      meddle(simulation, begin);
      time.after(lasts, () => meddle(simulation, end));
      endings.last = Math.max(endings.last, time.now() + lasts);
      return Promise.resolve();
    },
  };
}

function drawCable(simulation: Simulation): Deed {
  const { simulator, random } = simulation;
  const ports = simulator.control.state().systems.flatMap((system) => system.ports);
  const { location } = random.pick(ports.filter(({ linkUp }) => linkUp));
  const { pullCable, plugCable } = simulator.control;
  return passing(
    simulation,
    `cable of ${location} pulled`,
    () => pullCable(location),
    () => plugCable(location),
  );
}

function drawAdapter(simulation: Simulation): Deed | undefined {
  const { simulator, random } = simulation;
  const ports = simulator.control.state().systems.flatMap((system) => system.ports);
  const running = ports.filter(({ adapterState }) => adapterState === 'Running');
  if (running.length === 0) return undefined;
  const location = random.pick(running).location.replace(/-T\d+$/, '');
  const { failAdapter, returnAdapter } = simulator.control;
  const fail = () => failAdapter(location);
  return passing(simulation, `adapter ${location} failed`, fail, () => returnAdapter(location));
}

function drawVios(simulation: Simulation): Deed | undefined {
  const { simulator, random } = simulation;
  const vioses = simulator.control.state().systems.flatMap((system) => system.vioses);
  const running = vioses.filter(({ state }) => state === 'running');
  if (running.length === 0) return undefined;
  const { uuid, name } = random.pick(running);
  const { stopVios, startVios } = simulator.control;
  return passing(
    simulation,
    `VIOS ${name} stopped`,
    () => stopVios(uuid),
    () => startVios(uuid),
  );
}

function drawRmc(simulation: Simulation): Deed | undefined {
  const guest = pickGuest(simulation);
  if (guest?.state !== 'running') return undefined;
  const { setRmc } = simulation.simulator.control;
  const set = (rmc: 'active' | 'inactive') => () => {
    const isThere = simulation.simulator.control
      .state()
      .systems.some(({ partitions }) =>
        partitions.some(({ uuid, state }) => uuid === guest.uuid && state === 'running'),
      );
    if (isThere) setRmc(guest.uuid, rmc);
  };
  return passing(simulation, `RMC of ${guest.name} lost`, set('inactive'), set('active'));
}

function drawStorm({ random, weather }: Simulation): Deed {
  const mishap = random.pick([
    '401',
    '412',
    '503-xml',
    '503-html',
    'drop-after',
    'truncate',
    'not-found',
  ] as const);
  const times = random.between(2, 12);
  return {
    title: `storm: ${times} x ${mishap}`,
    run: () => Promise.resolve(weather.brew(mishap, times)),
  };
}

function drawEventLoss({ simulator }: Simulation): Deed {
  return { title: 'events are lost', run: () => Promise.resolve(simulator.control.loseEvents()) };
}

function drawRestart({ simulator }: Simulation): Deed {
  return { title: 'the console restarts', run: () => Promise.resolve(simulator.control.restartConsole()) };
}

function drawDisk(simulation: Simulation): Deed {
  const { random, disk } = simulation;
  if (random.chance(0.5)) {
    const full = (isFull: boolean) => () => {
      disk.isFull = isFull;
    };
    return passing(simulation, 'the disk is full', full(true), full(false));
  }
  if (random.chance(0.4)) {
    const reads = random.between(1, 3);
    return {
      title: `the disk cannot be read ${reads} times`,
      run: () => {
        disk.unreadable += reads;
        return Promise.resolve();
      },
    };
  }
  const failures = Array.from({ length: random.between(1, 3) }, () =>
    random.pick(['before', 'after'] as const),
  );
  return {
    title: `the disk fails: ${failures.join(', ')}`,
    run: () => Promise.resolve(void disk.failures.push(...failures)),
  };
}

function drawForeignPlug(simulation: Simulation): Deed | undefined {
  const { random, foreign, oracle } = simulation;
  const guest = pickGuest(simulation);
  if (guest === undefined) return undefined;
  const { system, uuid: partition, name } = guest;
  const mac = macOf(0x80_0000 + random.below(12));
  const network = random.pick(['prod_net', 'prod_net', 'mgmt_net', 'backup_net']);
  const capacity = random.pick([undefined, undefined, wholePort]);
  const redundancy = random.pick([1, 2]);
  const vnic = vnicRequest({ mac, network, redundancy, ...(capacity === undefined ? {} : { capacity }) });
  return {
    title: `somebody else plugs ${mac} on ${name}`,
    run: async () => {
      const plug = foreign.driver.plug(foreign.host(system), { partition, vnic }, noSignal);
      const plugged = await plug.catch(() => undefined);
      // One that is there already may be adopted, or on its way to it.
      if (plugged?.outcome !== 'created' || (oracle.of(partition, mac)?.wanted ?? 'no') !== 'no') return;
      oracle.tamper(partition, mac);
      foreign.claim((each) => each.mac === mac && sameUuid(each.partition, partition));
    },
  };
}

function drawForeignUnplug({ random, foreign }: Simulation): Deed | undefined {
  const theirs = foreign.list();
  if (theirs.length === 0) return undefined;
  const { system, partition, mac } = random.pick(theirs);
  return {
    title: `somebody else removes their ${mac}`,
    run: async () => {
      foreign.disclaim((key) => key.endsWith(mac));
      await foreign.driver.unplug(foreign.host(system), { partition, mac }, noSignal).catch(() => undefined);
      foreign.claim((each) => each.mac === mac && sameUuid(each.partition, partition));
    },
  };
}

/** A vNIC of ours is removed by somebody who did not ask us. */
function drawTheft({ random, foreign, oracle, simulator }: Simulation): Deed | undefined {
  const ours = trueVnics(simulator).filter(
    ({ partition, mac }) => oracle.of(partition, mac)?.wanted === 'yes',
  );
  if (ours.length === 0) return undefined;
  const { system, partition, mac } = random.pick(ours);
  return {
    title: `somebody else removes our ${mac}`,
    run: async () => {
      oracle.tamper(partition, mac);
      await foreign.driver.unplug(foreign.host(system), { partition, mac }, noSignal).catch(() => undefined);
    },
  };
}
