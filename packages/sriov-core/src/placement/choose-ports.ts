import type { PortCandidate } from '../eligibility/judge-port.ts';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { AdapterCriterion, PortCriterion } from '../vnic-plan.ts';
import type { RequestClass } from '../vnic-request.ts';
import { type Contender, devicesOn, isOpen, type Option, take } from './contender.ts';
import { type Criterion, type Picked, pickBest } from './pick-best.ts';
import { roomAhead } from './room-ahead.ts';

export interface ChosenPort {
  readonly port: PortCandidate;
  /** The round that chose it. */
  readonly round: Round;
}

export interface PortChoice {
  readonly rounds: readonly Round[];
  /** The adapters once all rounds were over. */
  readonly contenders: readonly Contender[];
}

export interface ChoiceCase {
  readonly contenders: readonly Contender[];
  readonly count: number;
  /** Devices that the vNIC has already. */
  readonly beside: readonly DeviceOnPort[];
  readonly classes: readonly RequestClass[];
}

/** A port that could be taken, with the room that would then be left for later vNICs. */
interface Offer {
  readonly option: Option;
  readonly ahead: number;
}

/** An adapter with the best of its ports. */
export interface Bid {
  readonly contender: Contender;
  readonly best: Offer;
  readonly ports: Picked<Offer, PortCriterion>;
}

export type Round = Picked<Bid, AdapterCriterion>;

/** Losing one of them is survived; more adapters than these are worth having where they cost later vNICs nothing. */
const adaptersAtAnyCost = 2;

/**
 * Chooses `count` distinct ports, one after the other. The first two devices are on two adapters wherever they can be;
 * from then on the port is taken that leaves most room for later vNICs, and of equal ones that on the adapter that this
 * vNIC uses least. Of ports with as many slots the fuller one is taken: the larger gap stays for a larger share. Every
 * adapter gives all it has before the choice fails, so it finds `count` ports whenever they exist. What looking ahead
 * gains test/bench shows.
 */
export function choosePorts({ contenders: all, count, beside, classes }: ChoiceCase): PortChoice {
  let contenders = all;
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const isSpread = adaptersUsed(beside, rounds) >= adaptersAtAnyCost;
    const round = pickBest(invite(contenders, classes), isSpread ? roomFirst : spreadFirst);
    if (round === undefined) break;
    rounds.push(round);
    const { contender: winner, best } = round.best;
    contenders = contenders.map((each) => (each === winner ? take(each, best.option, classes) : each));
  }
  return { rounds, contenders };
}

function adaptersUsed(beside: readonly DeviceOnPort[], rounds: readonly Round[]): number {
  const chosen = rounds.map(({ best: { contender } }) => contender.adapterId);
  return new Set([...beside.map(({ adapterId }) => adapterId), ...chosen]).size;
}

/** Each adapter that can take a device offers the best of its ports. */
function invite(contenders: readonly Contender[], classes: readonly RequestClass[]): readonly Bid[] {
  const ahead = roomAhead(
    contenders.map(({ slots }) => slots),
    classes,
  );
  const bids: Bid[] = [];
  for (const contender of contenders) {
    if (!isOpen(contender)) continue;
    const offers = contender.untaken.map((option) => {
      return { option, ahead: ahead(contender.slots, option.slotsThen) };
    });
    const ports = pickBest(offers, portCriteria);
    if (ports !== undefined) bids.push({ contender, best: ports.best, ports });
  }
  return bids;
}

const portCriteria: readonly Criterion<Offer, PortCriterion>[] = [
  { name: 'link', compare: (left, right) => Number(portOf(right).linkUp) - Number(portOf(left).linkUp) },
  { name: 'room-ahead', compare: (left, right) => right.ahead - left.ahead },
  { name: 'slots', compare: (left, right) => portOf(right).slots - portOf(left).slots },
  {
    name: 'free-capacity',
    compare: (left, right) => portOf(left).freeCapacity - portOf(right).freeCapacity,
  },
  {
    name: 'active-paths',
    compare: (left, right) => left.option.activePaths - right.option.activePaths,
  },
  { name: 'location', compare: (left, right) => left.option.order - right.option.order },
];

const spread: Criterion<Bid, AdapterCriterion> = {
  name: 'spread',
  compare: (left, right) => devicesOn(left.contender) - devicesOn(right.contender),
};

const roomFirst: readonly Criterion<Bid, AdapterCriterion>[] = [
  {
    name: 'link',
    compare: ({ best: left }, { best: right }) => Number(portOf(right).linkUp) - Number(portOf(left).linkUp),
  },
  { name: 'room-ahead', compare: ({ best: left }, { best: right }) => right.ahead - left.ahead },
  spread,
  { name: 'room', compare: (left, right) => right.contender.room - left.contender.room },
  { name: 'slots', compare: ({ best: left }, { best: right }) => portOf(right).slots - portOf(left).slots },
  {
    name: 'free-capacity',
    compare: ({ best: left }, { best: right }) => portOf(left).freeCapacity - portOf(right).freeCapacity,
  },
  {
    name: 'active-paths',
    compare: ({ contender: left }, { contender: right }) => left.activePaths - right.activePaths,
  },
  { name: 'location', compare: (left, right) => left.contender.order - right.contender.order },
];

const spreadFirst = [spread, ...roomFirst];

function portOf({ option }: Offer): PortCandidate {
  return option.port;
}
