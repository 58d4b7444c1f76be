import {
  type MacAddress,
  type PartitionUuid,
  type SystemUuid,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortBinding } from '@powervm-sriov/vif-drivers';
import { HostError, type PluggedVif, plugVifs, unplugVifs } from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Course, Deed, Operation, Outcome } from '../operation.ts';
import type { AskResult } from '../oracle.ts';
import type { Simulation } from '../simulation.ts';
import { trueVnics } from '../true-world.ts';
import { askedOf, pickBinding, pickGuest, pickMac } from './guests.ts';
import { judgePlacement } from './judge-placement.ts';

export const attachOperations: readonly Operation[] = [
  { name: 'plug', weight: 30, draw: (simulation) => drawPlug(simulation, 1) },
  {
    name: 'plug several',
    weight: 12,
    draw: (simulation) => drawPlug(simulation, simulation.random.between(2, 4)),
  },
  { name: 'unplug', weight: 20, draw: drawUnplug },
  { name: 'plug at once', weight: 6, draw: drawRepeatedPlug },
];

function drawPlug(simulation: Simulation, count: number): Deed | undefined {
  const guest = pickGuest(simulation);
  if (guest === undefined) return undefined;
  const macs = new Set(Array.from({ length: count }, () => pickMac(simulation, guest)));
  const bindings = [...macs].map((mac) => pickBinding(simulation, mac));
  return plugDeed(simulation, { ...guest, partition: guest.uuid, bindings });
}

interface Plug {
  readonly system: SystemUuid;
  readonly name: string;
  readonly partition: PartitionUuid;
  readonly bindings: readonly PortBinding[];
  /** How often it is asked for at once. */
  readonly times?: number;
}

function plugDeed(simulation: Simulation, { system, name, partition, bindings, times = 1 }: Plug): Deed {
  const { oracle, disk, watchman } = simulation;
  const vnics = new Map(bindings.map((binding) => [binding.mac, askedOf(binding)]));
  const settle = oracle.ask({ partition, vnics });
  const wasFull = disk.isFull;
  const created = watchman.creations();
  const listStolen = () =>
    bindings.map(({ mac }) => mac).filter((mac) => oracle.of(partition, mac)?.isTampered);
  const stolenBefore = listStolen();
  return {
    title: `plug ${bindings.map(nameBinding).join(' + ')} on ${name}`,
    run: ({ compute }) => plugVifs(compute(system), { partition, bindings }, noSignal),
    settled: (outcome) => {
      const stolen = new Set([...stolenBefore, ...listStolen()]);
      settle(resultOf(outcome));
      for (const mac of stolen) tamperAgain(simulation, { partition, mac });
    },
    judge: (outcome, course) => [
      ...(outcome.kind === 'acknowledged'
        ? judgeAnswers(simulation, outcome.value as readonly PluggedVif[])
        : []),
      ...judgePlacement(simulation, { outcome, course, system, bindings }),
      ...judgeEffort(simulation, course, bindings.length * times),
      ...judgeRepetition(simulation, { outcome, system, partition, bindings }),
      ...judgeFullStore(simulation, { outcome, wasFull, created, bindings, partition }),
    ],
  };
}

/** That a vNIC is there may be believed for as long as a view is good, which is no statement that it was made anew. */
function tamperAgain(
  { oracle, simulator }: Simulation,
  { partition, mac }: { readonly partition: PartitionUuid; readonly mac: MacAddress },
): void {
  const isThere = trueVnics(simulator).some(
    (vnic) => vnic.mac === mac && sameUuid(vnic.partition, partition),
  );
  if (!isThere) oracle.tamper(partition, mac);
}

function nameBinding({ mac, network, vlan, redundancy }: PortBinding): string {
  return `${mac} (${network} VLAN ${vlan} x${redundancy})`;
}

/** A failed plug has left nothing that was not there, unless it says so. */
function resultOf(outcome: Outcome): AskResult {
  if (outcome.kind === 'acknowledged') return 'acknowledged';
  if (outcome.kind === 'killed') return 'unclear';
  const { error } = outcome;
  const isLeft = error instanceof HostError && (error.code === 'UNDO_INCOMPLETE' || isStore(error));
  return isLeft ? 'unclear' : 'undone';
}

function isStore({ code }: HostError): boolean {
  return code === 'STORE_FAILED' || code === 'STORE_FULL';
}

/** What was answered is there as it was answered (I2), each device on a port of its own (I7). */
function judgeAnswers({ simulator }: Simulation, answers: readonly PluggedVif[]): readonly string[] {
  const truth = trueVnics(simulator);
  return answers.flatMap(({ record, result: { vnic } }) => {
    const ports = vnic.devices.map(({ adapterId, portId }) => `${adapterId}/${portId}`);
    const same = truth.filter(({ mac, system }) => mac === record.mac && system === record.system);
    return [
      ...(new Set(ports).size === ports.length ? [] : [`I7: vNIC ${vnic.mac} shares ports: ${ports.join()}`]),
      ...(same.length < 2 ? [] : [`I1: plugging ${vnic.mac} was acknowledged, and ${same.length} have it`]),
    ];
  });
}

interface RepetitionCase {
  readonly outcome: Outcome;
  readonly system: SystemUuid;
  readonly partition: PartitionUuid;
  readonly bindings: readonly PortBinding[];
}

/** Asking again for what is there is a success (I2), unless the partition is on its way somewhere, or has gone. */
function judgeRepetition(
  { temper, oracle, simulator }: Simulation,
  { outcome, system, partition, bindings }: RepetitionCase,
): readonly string[] {
  if (!temper.isCalm || outcome.kind !== 'failed') return [];
  if (isNotReady(outcome.error)) return [];
  const truth = trueVnics(simulator).filter(
    (vnic) => sameUuid(vnic.system, system) && sameUuid(vnic.partition, partition),
  );
  const isRepeated = bindings.every(({ mac, vlan, network, redundancy }) => {
    const asked = oracle.of(partition, mac)?.asked;
    const isSame = asked?.network === network && asked.redundancy === redundancy && asked.vlan === vlan;
    const isWanted = oracle.of(partition, mac)?.wanted === 'yes';
    return isSame && isWanted && truth.some((vnic) => vnic.mac === mac && vnic.vlan === vlan);
  });
  return isRepeated ? [`I2: what is there was asked for again, and refused: ${outcome.error.message}`] : [];
}

interface FullStoreCase {
  readonly outcome: Outcome;
  readonly wasFull: boolean;
  readonly created: number;
  readonly bindings: readonly PortBinding[];
  readonly partition: PartitionUuid;
}

/** What cannot be written down is not asked of the console (I18). */
function judgeFullStore(
  { disk, watchman, oracle }: Simulation,
  { outcome, wasFull, created, bindings, partition }: FullStoreCase,
): readonly string[] {
  if (!wasFull || !disk.isFull || outcome.kind !== 'failed') return [];
  const isNew = bindings.some(({ mac }) => (oracle.of(partition, mac)?.wanted ?? 'no') === 'no');
  const isStoreFull = outcome.error instanceof HostError && outcome.error.code === 'STORE_FULL';
  if (!isNew || !isStoreFull || watchman.creations() === created) return [];
  return [`I18: the store was full, and a vNIC was asked of the console all the same`];
}

function drawUnplug(simulation: Simulation): Deed | undefined {
  const { random, oracle, foreign, temper, simulator } = simulation;
  const guest = pickGuest(simulation);
  if (guest === undefined) return undefined;
  const there = oracle
    .expectations()
    .filter((each) => sameUuid(each.partition, guest.uuid) && each.wanted !== 'no');
  const foreignMacs = new Set(foreign.list().map(({ mac }) => mac));
  const wanted =
    there.length > 0 && random.chance(0.85)
      ? random.some(there, random.pick([1, 1, 2])).map(({ mac }) => mac)
      : [pickMac(simulation, guest)];
  const macs = wanted.filter((mac) => !foreignMacs.has(mac));
  if (macs.length === 0) return undefined;
  const { uuid: partition, system, name } = guest;
  const vnics = new Map(macs.map((mac): [MacAddress, 'absent'] => [mac, 'absent']));
  let settle: ReturnType<typeof oracle.ask> | undefined;
  const missesEvents = temper.isWatched && !temper.isCalm && random.chance(0.3);
  return {
    title: `unplug ${macs.join(' + ')} from ${name}${missesEvents ? ', as events are lost' : ''}`,
    run: async ({ compute, session }) => {
      if (missesEvents) simulator.control.loseEvents();
      if (missesEvents) await session.clock.sleep(random.between(20, 80), noSignal);
      // Others may have been asked meanwhile: only now is it this one's turn.
      settle = oracle.ask({ partition, vnics });
      return await unplugVifs(compute(system), { partition, macs }, noSignal);
    },
    settled: ({ kind }) => settle?.(kind === 'acknowledged' ? 'acknowledged' : 'unclear'),
    judge: (_, course) => judgeEffort(simulation, course, macs.length),
  };
}

/** Requests that one vNIC may cost, where what is known is believed for a while. */
const enough = 8;

function judgeEffort(
  { temper }: Simulation,
  { isAlone, requests }: Course,
  vnics: number,
): readonly string[] {
  if (!temper.isCalm || !isAlone || temper.maximumAge < 90_000 || requests <= enough * vnics) return [];
  return [`I15: ${vnics} vNICs took ${requests} requests`];
}

/** The same plug several times at once: one vNIC; what was refused room before may find it later. */
function drawRepeatedPlug(simulation: Simulation): Deed | undefined {
  const guest = pickGuest(simulation);
  if (guest === undefined) return undefined;
  const binding = pickBinding(simulation, pickMac(simulation, guest));
  const times = simulation.random.between(2, 4);
  const one = plugDeed(simulation, { ...guest, partition: guest.uuid, bindings: [binding], times });
  return {
    ...one,
    title: `${times} times at once: ${one.title}`,
    run: async (agent) => {
      const good: unknown[] = [];
      const [early, late]: [Error[], Error[]] = [[], []];
      const attempt = () =>
        one.run(agent).then(
          (value) => good.push(value),
          (error: Error) => (good.length === 0 ? early : late).push(error),
        );
      await Promise.all(Array.from({ length: times }, attempt));
      const [first] = good;
      if (first === undefined) throw early[0] ?? new Error('nobody was answered');
      const bad = late.find((error) => !isNotReady(error));
      if (bad !== undefined && simulation.temper.isCalm) {
        throw new Error(`I2: one of equal plugs was refused: ${bad.message}`);
      }
      const told = good.map((value) => tellVnics(value as readonly PluggedVif[]));
      if (new Set(told).size > 1) throw new Error(`I2: unequal answers: ${told.join(' | ')}`);
      return first;
    },
  };
}

function isNotReady(error: unknown): boolean {
  return error instanceof HostError && error.code === 'PARTITION_NOT_READY';
}

/** Its devices may change between two answers: a drain may be under way. */
function tellVnics(vifs: readonly PluggedVif[]): string {
  return vifs.map(({ record: { mac, slot } }) => `${mac} ${slot}`).join();
}
