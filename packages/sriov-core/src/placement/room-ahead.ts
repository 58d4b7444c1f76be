import { capacityOf } from '@powervm-sriov/pypowervm-ts/identifiers';
import { capacityCost } from '../eligibility/capacity-cost.ts';
import { type PortCandidate, type PortRoom, slotsFor } from '../eligibility/judge-port.ts';
import type { RequestClass } from '../vnic-request.ts';

/** How many devices of one class of requests an adapter could carry: as a whole, and on each of its ports. */
interface ClassSlots {
  readonly free: number;
  readonly ports: readonly number[];
  /** The most of any port. */
  readonly most: number;
  /** On all ports together, whatever the number of vNICs. */
  readonly total: number;
}

/** Those of each class, in the order of the classes. */
export type AdapterSlots = readonly ClassSlots[];

/**
 * How much room later requests have on these adapters once one of them has taken a device: the sum of weight * log(vNICs
 * that could be had + 1/2) over the classes of requests. The logarithm weighs what each class loses against what it has
 * left, so that no class is starved for another's sake; the half keeps an exhausted class comparable.
 */
export function roomAhead(
  adapters: readonly AdapterSlots[],
  classes: readonly RequestClass[],
): (now: AdapterSlots, then: AdapterSlots) => number {
  const bounds = classes.map(({ weight, redundancy }, index) => {
    return { weight, index, boundAfter: boundOf(adapters, { redundancy, index }) };
  });
  return (now, then) => {
    let sum = 0;
    for (const { weight, index, boundAfter } of bounds) {
      sum += weight * Math.log(boundAfter(now[index], then[index]) + 0.5);
    }
    return sum;
  };
}

/** What the ports of one adapter could carry of each class; where a port is named, once it has taken a device. */
export function countSlots(
  ports: readonly PortRoom[],
  classes: readonly RequestClass[],
  taken?: PortCandidate,
): AdapterSlots {
  const free = (ports[0]?.adapterFree ?? 0) - (taken === undefined ? 0 : 1);
  return classes.map(({ capacity }) => {
    const slots = ports.map((port) => {
      const priced = capacityCost(port.granularity, capacity);
      if (priced.kind === 'miss') return 0;
      return slotsFor(port.location === taken?.location ? roomAfter(taken) : port, priced.cost);
    });
    const total = Math.min(
      free,
      slots.reduce((sum, each) => sum + each, 0),
    );
    return { free, ports: slots, most: Math.max(...slots), total };
  });
}

/** The ports of an adapter once this one of them has taken a device. */
export function portsAfter(ports: readonly PortRoom[], taken: PortCandidate): readonly PortRoom[] {
  return ports.map((port) => {
    const adapterFree = port.adapterFree - 1;
    return port.location === taken.location
      ? { ...port, ...roomAfter(taken), adapterFree }
      : { ...port, adapterFree };
  });
}

/**
 * The most vNICs of one class that any choice could place, after an adapter has taken a device of another: the largest N
 * for which the ports carry redundancy * N devices, N at most on one port. Taking a device never raises it, and changes
 * what one adapter carries, so the search starts where it ended before and counts that adapter anew.
 */
function boundOf(
  adapters: readonly AdapterSlots[],
  { redundancy, index }: { readonly redundancy: number; readonly index: number },
) {
  const sums = new Map<number, number>();
  const carriedByAll = (vnics: number): number => {
    const known = sums.get(vnics);
    if (known !== undefined) return known;
    let sum = 0;
    for (const adapter of adapters) sum += carried(adapter[index], vnics);
    sums.set(vnics, sum);
    return sum;
  };
  /** Of `limit` and fewer vNICs the most whose devices can be carried; what is carried grows with their number. */
  const largest = (limit: number, now?: ClassSlots, then?: ClassSlots): number => {
    let vnics = limit;
    for (;;) {
      const devices = carriedByAll(vnics) - carried(now, vnics) + carried(then, vnics);
      const enough = Math.floor(devices / redundancy);
      if (enough >= vnics) return vnics;
      vnics = enough;
    }
  };
  const bound = largest(Number.POSITIVE_INFINITY);
  return (now: ClassSlots | undefined, then: ClassSlots | undefined): number => largest(bound, now, then);
}

/** Of that many vNICs a port can carry one device each. */
function carried(slots: ClassSlots | undefined, vnics: number): number {
  if (slots === undefined) return 0;
  if (vnics >= slots.most) return slots.total;
  let sum = 0;
  for (const onPort of slots.ports) sum += Math.min(onPort, vnics);
  return Math.min(slots.free, sum);
}

function roomAfter({ freeLogicalPorts, freeCapacity, cost }: PortCandidate) {
  return { freeLogicalPorts: freeLogicalPorts - 1, freeCapacity: capacityOf(freeCapacity - cost) };
}
