import {
  type Capacity,
  capacityOf,
  type LocationCode,
  type SriovAdapterId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { capacityCost } from '../eligibility/capacity-cost.ts';
import { type PortCandidate, type PortRoom, slotsFor } from '../eligibility/judge-port.ts';
import type { RequestClass } from '../vnic-request.ts';

/**
 * How much room later requests have on these ports once one of them has taken a device: the sum of weight * log(vNICs
 * that could be had + 1/2) over the classes of requests. The logarithm weighs what each class loses against what it has
 * left, so that no class is starved for another's sake; the half keeps an exhausted class comparable.
 */
export function roomAhead(
  ports: readonly PortRoom[],
  classes: readonly RequestClass[],
): (taken: PortCandidate) => number {
  const bounds = classes.map((each) => ({ weight: each.weight, boundAfter: boundOf(ports, each) }));
  return (taken) =>
    bounds.reduce((sum, { weight, boundAfter }) => sum + weight * Math.log(boundAfter(taken) + 0.5), 0);
}

/** The ports once this one has taken a device. */
export function portsAfter(ports: readonly PortRoom[], taken: PortCandidate): readonly PortRoom[] {
  return ports.map((port) => {
    if (port.adapterId !== taken.adapterId) return port;
    const adapterFree = port.adapterFree - 1;
    return port.location === taken.location
      ? { ...port, ...roomAfter(taken), adapterFree }
      : { ...port, adapterFree };
  });
}

/** How many devices of one class an adapter could carry, as a whole and port by port. */
interface AdapterSlots {
  readonly free: number;
  readonly ports: Map<LocationCode, PortSlots>;
}

interface PortSlots {
  readonly slots: number;
  /** Of one device; undefined where the class has none. */
  readonly cost: Capacity | undefined;
}

/**
 * The most vNICs of one class that any choice could place, after a port has taken a device of another: the largest N for
 * which the ports carry redundancy * N devices, N at most on one port. Taking a device never raises it, and changes what
 * one adapter carries, so the search starts where it ended before and counts that adapter anew.
 */
function boundOf(ports: readonly PortRoom[], { redundancy, capacity }: RequestClass) {
  const adapters = groupSlots(ports, capacity);
  const sums = new Map<number, number>();
  const carriedByAll = (vnics: number): number => {
    const known = sums.get(vnics);
    if (known !== undefined) return known;
    let sum = 0;
    for (const adapter of adapters.values()) sum += carried(adapter, vnics);
    sums.set(vnics, sum);
    return sum;
  };
  const now = largest(Number.POSITIVE_INFINITY, redundancy, carriedByAll);
  return (taken: PortCandidate): number => {
    const adapter = adapters.get(taken.adapterId);
    const port = adapter?.ports.get(taken.location);
    if (adapter === undefined || port === undefined) return now;
    const after = port.cost === undefined ? 0 : slotsFor(roomAfter(taken), port.cost);
    const carriedThen = (vnics: number): number => {
      const less = Math.min(port.slots, vnics) - Math.min(after, vnics);
      return Math.min(adapter.free - 1, slotsIn(adapter, vnics) - less);
    };
    return largest(
      now,
      redundancy,
      (vnics) => carriedByAll(vnics) - carried(adapter, vnics) + carriedThen(vnics),
    );
  };
}

function groupSlots(ports: readonly PortRoom[], capacity: Capacity | undefined) {
  const adapters = new Map<SriovAdapterId, AdapterSlots>();
  for (const port of ports) {
    const adapter = adapters.get(port.adapterId) ?? { free: port.adapterFree, ports: new Map() };
    adapters.set(port.adapterId, adapter);
    const priced = capacityCost(port.granularity, capacity);
    const cost = priced.kind === 'miss' ? undefined : priced.cost;
    adapter.ports.set(port.location, { cost, slots: cost === undefined ? 0 : slotsFor(port, cost) });
  }
  return adapters;
}

function carried(adapter: AdapterSlots, vnics: number): number {
  return Math.min(adapter.free, slotsIn(adapter, vnics));
}

/** Of that many vNICs a port can carry one device each. */
function slotsIn({ ports }: AdapterSlots, vnics: number): number {
  let sum = 0;
  for (const { slots } of ports.values()) sum += Math.min(slots, vnics);
  return sum;
}

/** Of `limit` and fewer vNICs the most whose devices can be carried; what is carried grows with their number. */
function largest(limit: number, redundancy: number, carriedFor: (vnics: number) => number): number {
  let vnics = limit;
  for (;;) {
    const enough = Math.floor(carriedFor(vnics) / redundancy);
    if (enough >= vnics) return vnics;
    vnics = enough;
  }
}

function roomAfter({ freeLogicalPorts, freeCapacity, cost }: PortCandidate) {
  return { freeLogicalPorts: freeLogicalPorts - 1, freeCapacity: capacityOf(freeCapacity - cost) };
}
