import type { LocationCode, SriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import type { PortCandidate } from '../eligibility/judge-port.ts';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { UseTally } from '../tally-use.ts';
import type { AdapterCriterion, ChoiceReasons, PassedOverPort, PortCriterion } from '../vnic-plan.ts';
import type { PlacementRequest } from '../vnic-request.ts';
import { type Criterion, type Picked, pickBest } from './pick-best.ts';

export interface ChosenPort {
  readonly port: PortCandidate;
  readonly why: Pick<ChoiceReasons, 'adapter' | 'port'>;
}

export interface PortChoice {
  readonly chosen: readonly ChosenPort[];
  readonly passedOver: readonly PassedOverPort[];
}

export interface ChoiceCase {
  readonly candidates: readonly PortCandidate[];
  readonly count: number;
  readonly tally: UseTally;
  /** Devices that the vNIC has already. */
  readonly beside: readonly DeviceOnPort[];
  readonly adapterSpread: NonNullable<PlacementRequest['adapterSpread']>;
}

/** An adapter while ports are being chosen. */
interface Contender {
  readonly adapterId: SriovAdapterId;
  readonly location: LocationCode;
  readonly free: number;
  /** Devices that the vNIC has there already. */
  readonly before: number;
  readonly untaken: readonly PortCandidate[];
  readonly taken: readonly PortCandidate[];
}

interface Round {
  readonly adapters: Picked<Contender, AdapterCriterion>;
  readonly ports: Picked<PortCandidate, PortCriterion>;
}

/**
 * Chooses `count` distinct ports, one after the other: an adapter that this vNIC uses least, of those the one with most
 * room, and on it the port with most slots. Most slots, rather than least allocated, keeps the most later vNICs
 * placeable: ports differ in speed, in logical ports and in granularity. Every adapter gives all it has before the
 * choice fails, so it finds `count` ports whenever `countPlaceable` says that they exist. Devices beyond the number of
 * adapters are spread evenly too. With `two`, room decides as soon as two adapters are in use: test/bench shows what
 * that gains in vNICs.
 */
export function choosePorts(given: ChoiceCase): PortChoice {
  const { candidates, count, tally, beside, adapterSpread } = given;
  let contenders = groupByAdapter(candidates).map((each) => {
    const before = beside.filter(({ adapterId }) => adapterId === each.adapterId).length;
    return { ...each, before };
  });
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const devices: readonly Pick<DeviceOnPort, 'adapterId'>[] = [
      ...beside,
      ...rounds.map(({ ports }) => ports.best),
    ];
    const used = new Set(devices.map(({ adapterId }) => adapterId)).size;
    const roomFirst = adapterSpread === 'two' && used >= 2;
    const round = playRound(contenders, adapterCriteria(tally, roomFirst), portCriteria(tally));
    if (round === undefined) break;
    rounds.push(round);
    contenders = contenders.map((each) =>
      each === round.adapters.best ? take(each, round.ports.best) : each,
    );
  }
  return {
    chosen: rounds.map(describeChoice),
    passedOver: contenders.flatMap((each) => each.untaken.map((port) => describeLoss(port, each, rounds))),
  };
}

/** Devices that can be placed at most: each port takes one, each adapter no more than it has logical ports left. */
export function countPlaceable(candidates: readonly PortCandidate[]): number {
  return groupByAdapter(candidates).reduce(
    (sum, { free, untaken }) => sum + Math.min(free, untaken.length),
    0,
  );
}

export function groupByAdapter(candidates: readonly PortCandidate[]): readonly Contender[] {
  const groups = new Map<SriovAdapterId, PortCandidate[]>();
  for (const port of candidates) groups.set(port.adapterId, [...(groups.get(port.adapterId) ?? []), port]);
  return [...groups].flatMap(([adapterId, untaken]) =>
    untaken.slice(0, 1).map(({ adapterLocation: location, adapterFree: free }) => ({
      adapterId,
      location,
      free,
      before: 0,
      untaken,
      taken: [],
    })),
  );
}

function playRound(
  contenders: readonly Contender[],
  byAdapter: AdapterCriteria,
  byPort: readonly Criterion<PortCandidate, PortCriterion>[],
): Round | undefined {
  const open = contenders.filter(({ untaken, taken, free }) => untaken.length > 0 && taken.length < free);
  const adapters = pickBest(open, byAdapter);
  const ports = adapters && pickBest(adapters.best.untaken, byPort);
  return ports && { adapters, ports };
}

type AdapterCriteria = readonly Criterion<Contender, AdapterCriterion>[];

function adapterCriteria(tally: UseTally, roomFirst: boolean): AdapterCriteria {
  const spread: AdapterCriteria = [
    { name: 'spread', compare: (left, right) => devicesOn(left) - devicesOn(right) },
  ];
  const room: AdapterCriteria = [
    { name: 'link', compare: (left, right) => Number(hasLink(right)) - Number(hasLink(left)) },
    { name: 'room', compare: (left, right) => roomOf(right) - roomOf(left) },
  ];
  return [
    ...(roomFirst ? [...room, ...spread] : [...spread, ...room]),
    {
      name: 'active-paths',
      compare: (left, right) =>
        tally.activeOnAdapter(left.adapterId) - tally.activeOnAdapter(right.adapterId),
    },
    { name: 'location', compare: (left, right) => compareLocation(left.location, right.location) },
  ];
}

function portCriteria(tally: UseTally): readonly Criterion<PortCandidate, PortCriterion>[] {
  return [
    { name: 'link', compare: (left, right) => Number(right.linkUp) - Number(left.linkUp) },
    { name: 'slots', compare: (left, right) => right.slots - left.slots },
    { name: 'free-capacity', compare: (left, right) => right.freeCapacity - left.freeCapacity },
    {
      name: 'active-paths',
      compare: (left, right) => tally.activeOnPort(left) - tally.activeOnPort(right),
    },
    { name: 'location', compare: (left, right) => compareLocation(left.location, right.location) },
  ];
}

/** Of this vNIC. */
function devicesOn({ before, taken }: Contender): number {
  return before + taken.length;
}

function hasLink({ untaken }: Contender): boolean {
  return untaken.some((port) => port.linkUp);
}

/** Devices like the requested one that the adapter can still take, from this vNIC and from later ones. */
function roomOf({ free, untaken, taken }: Contender): number {
  const slots = [...untaken, ...taken].reduce((sum, port) => sum + port.slots, 0);
  return Math.min(free, slots) - taken.length;
}

function take(contender: Contender, port: PortCandidate): Contender {
  return {
    ...contender,
    untaken: contender.untaken.filter((other) => other !== port),
    taken: [...contender.taken, port],
  };
}

function describeChoice({ adapters, ports }: Round): ChosenPort {
  const { slots, freeLogicalPorts, freeCapacity } = ports.best;
  return {
    port: ports.best,
    why: {
      adapter: {
        decidedBy: adapters.decidedBy,
        devicesBefore: devicesOn(adapters.best),
        room: roomOf(adapters.best),
      },
      port: { decidedBy: ports.decidedBy, slots, freeLogicalPorts, freeCapacity },
    },
  };
}

/** A port is passed over in the last round that could have taken it: on its own adapter, else between the adapters. */
function describeLoss(port: PortCandidate, own: Contender, rounds: readonly Round[]): PassedOverPort {
  const { location, slots } = port;
  if (own.taken.length >= own.free)
    return { location, slots, because: { kind: 'adapter-full', free: own.free } };

  const onAdapter = rounds.findLast(({ adapters }) => adapters.best.adapterId === own.adapterId);
  const lostPort = onAdapter?.ports.lost.find(({ item }) => item === port);
  if (onAdapter !== undefined && lostPort !== undefined) {
    return {
      location,
      slots,
      because: { kind: 'port-lost', by: lostPort.by, to: onAdapter.ports.best.location },
    };
  }
  const last = rounds.at(-1);
  const lostAdapter = last?.adapters.lost.find(({ item }) => item.adapterId === own.adapterId);
  if (last !== undefined && lostAdapter !== undefined) {
    return {
      location,
      slots,
      because: { kind: 'adapter-lost', by: lostAdapter.by, to: last.adapters.best.location },
    };
  }
  return { location, slots, because: { kind: 'not-planned' } };
}
