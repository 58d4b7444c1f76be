import { compareLocation } from '../compare-location.ts';
import type { PortCandidate, PortRoom } from '../eligibility/judge-port.ts';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { UseTally } from '../tally-use.ts';
import type { AdapterCriterion, ChoiceReasons, PassedOverPort, PortCriterion } from '../vnic-plan.ts';
import type { RequestClass } from '../vnic-request.ts';
import { type Contender, devicesOn, groupByAdapter, isOpen, roomOf, take } from './contender.ts';
import { type Criterion, type Picked, pickBest } from './pick-best.ts';
import { portsAfter, roomAhead } from './room-ahead.ts';

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
  /** All the ports that later requests may use, and what those may be. */
  readonly serving: readonly PortRoom[];
  readonly classes: readonly RequestClass[];
}

/** An adapter with the best of its ports. */
interface Bid {
  readonly contender: Contender;
  readonly ports: Picked<PortCandidate, PortCriterion>;
}

type Round = Picked<Bid, AdapterCriterion>;

/** Losing one of them is survived; more adapters than these are worth having where they cost later vNICs nothing. */
const adaptersAtAnyCost = 2;

/**
 * Chooses `count` distinct ports, one after the other. The first two devices are on two adapters wherever they can be;
 * from then on the port is taken that leaves most room for later vNICs, and of equal ones that on the adapter that this
 * vNIC uses least. Of ports with as many slots the fuller one is taken: the larger gap stays for a larger share. Every adapter gives all it has before the choice fails, so it finds `count` ports whenever
 * `countPlaceable` says that they exist. What looking ahead gains test/bench shows.
 */
export function choosePorts({ candidates, count, tally, beside, serving, classes }: ChoiceCase): PortChoice {
  let contenders: readonly Contender[] = groupByAdapter(candidates).map((each) => {
    const before = beside.filter(({ adapterId }) => adapterId === each.adapterId).length;
    return { ...each, before };
  });
  let ports = serving;
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const ahead = memoize(roomAhead(ports, classes));
    const used = contendersUsed(beside, rounds);
    const bids = contenders.filter(isOpen).flatMap((contender) => {
      const best = pickBest(contender.untaken, portCriteria(ahead, tally));
      return best === undefined ? [] : [{ contender, ports: best }];
    });
    const round = pickBest(bids, adapterCriteria(ahead, tally, used < adaptersAtAnyCost));
    if (round === undefined) break;
    rounds.push(round);
    const {
      contender: winner,
      ports: { best: port },
    } = round.best;
    contenders = contenders.map((each) => (each === winner ? take(each, port) : each));
    ports = portsAfter(ports, port);
  }
  return {
    chosen: rounds.map(describeChoice),
    passedOver: contenders.flatMap((each) => each.untaken.map((port) => describeLoss(port, each, rounds))),
  };
}

type RoomAfter = (taken: PortCandidate) => number;

/** Each port is compared with many others. */
function memoize(measure: RoomAfter): RoomAfter {
  const known = new Map<PortCandidate, number>();
  return (port) => {
    const figure = known.get(port) ?? measure(port);
    known.set(port, figure);
    return figure;
  };
}

function contendersUsed(beside: readonly DeviceOnPort[], rounds: readonly Round[]): number {
  const chosen = rounds.map(({ best: { contender } }) => contender.adapterId);
  return new Set([...beside.map(({ adapterId }) => adapterId), ...chosen]).size;
}

function adapterCriteria(
  ahead: RoomAfter,
  tally: UseTally,
  spreadFirst: boolean,
): readonly Criterion<Bid, AdapterCriterion>[] {
  const spread: Criterion<Bid, AdapterCriterion> = {
    name: 'spread',
    compare: (left, right) => devicesOn(left.contender) - devicesOn(right.contender),
  };
  return [
    ...(spreadFirst ? [spread] : []),
    {
      name: 'link',
      compare: ({ ports: left }, { ports: right }) => Number(right.best.linkUp) - Number(left.best.linkUp),
    },
    {
      name: 'room-ahead',
      compare: ({ ports: left }, { ports: right }) => ahead(right.best) - ahead(left.best),
    },
    spread,
    { name: 'room', compare: (left, right) => roomOf(right.contender) - roomOf(left.contender) },
    { name: 'slots', compare: ({ ports: left }, { ports: right }) => right.best.slots - left.best.slots },
    {
      name: 'free-capacity',
      compare: ({ ports: left }, { ports: right }) => left.best.freeCapacity - right.best.freeCapacity,
    },
    {
      name: 'active-paths',
      compare: (left, right) =>
        tally.activeOnAdapter(left.contender.adapterId) - tally.activeOnAdapter(right.contender.adapterId),
    },
    {
      name: 'location',
      compare: (left, right) => compareLocation(left.contender.location, right.contender.location),
    },
  ];
}

function portCriteria(ahead: RoomAfter, tally: UseTally): readonly Criterion<PortCandidate, PortCriterion>[] {
  return [
    { name: 'link', compare: (left, right) => Number(right.linkUp) - Number(left.linkUp) },
    { name: 'room-ahead', compare: (left, right) => ahead(right) - ahead(left) },
    { name: 'slots', compare: (left, right) => right.slots - left.slots },
    { name: 'free-capacity', compare: (left, right) => left.freeCapacity - right.freeCapacity },
    {
      name: 'active-paths',
      compare: (left, right) => tally.activeOnPort(left) - tally.activeOnPort(right),
    },
    { name: 'location', compare: (left, right) => compareLocation(left.location, right.location) },
  ];
}

function describeChoice({ best: { contender, ports }, decidedBy }: Round): ChosenPort {
  const { slots, freeLogicalPorts, freeCapacity } = ports.best;
  return {
    port: ports.best,
    why: {
      adapter: { decidedBy, devicesBefore: devicesOn(contender), room: roomOf(contender) },
      port: { decidedBy: ports.decidedBy, slots, freeLogicalPorts, freeCapacity },
    },
  };
}

/** A port is passed over in the last round that could have taken it: on its own adapter, else between the adapters. */
function describeLoss(port: PortCandidate, own: Contender, rounds: readonly Round[]): PassedOverPort {
  const { location, slots } = port;
  if (own.taken.length >= own.free)
    return { location, slots, because: { kind: 'adapter-full', free: own.free } };

  const isOwn = ({ contender }: Bid): boolean => contender.adapterId === own.adapterId;
  const onAdapter = rounds.findLast(({ best }) => isOwn(best))?.best.ports;
  const lostPort = onAdapter?.lost.find(({ item }) => item === port);
  if (onAdapter !== undefined && lostPort !== undefined) {
    return { location, slots, because: { kind: 'port-lost', by: lostPort.by, to: onAdapter.best.location } };
  }
  const last = rounds.at(-1);
  const lostAdapter = last?.lost.find(({ item }) => isOwn(item));
  if (last !== undefined && lostAdapter !== undefined) {
    const to = last.best.contender.location;
    return { location, slots, because: { kind: 'adapter-lost', by: lostAdapter.by, to } };
  }
  return { location, slots, because: { kind: 'not-planned' } };
}
