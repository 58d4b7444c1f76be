import type { LocationCode, SriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortCandidate, PortRoom } from '../eligibility/judge-port.ts';
import type { DeviceOnPort, PortSurvey } from '../eligibility/survey-ports.ts';
import type { UseTally } from '../tally-use.ts';
import type { RequestClass } from '../vnic-request.ts';
import { type AdapterSlots, countSlots, portsAfter } from './room-ahead.ts';

/** An adapter while the ports of one vNIC are being chosen. */
export interface Contender {
  readonly adapterId: SriovAdapterId;
  readonly location: LocationCode;
  /** Its place among the adapters, by location codes. */
  readonly order: number;
  /** Logical ports that it could have more, before this vNIC. */
  readonly free: number;
  /** Devices that the vNIC has there already. */
  readonly before: number;
  /** Devices of this vNIC that its ports can take. */
  readonly placeable: number;
  /** Devices that were chosen for it. */
  readonly taken: number;
  /** Devices like the requested one that it can still take, from this vNIC and from later ones. */
  readonly room: number;
  /** Paths of all vNICs that carry traffic through it. */
  readonly activePaths: number;
  /** Its ports that serve the network, and what they could carry of each class of later requests. */
  readonly ports: readonly PortRoom[];
  readonly slots: AdapterSlots;
  /** In order of their location codes. */
  readonly untaken: readonly Option[];
}

/** A port that can be taken. */
export interface Option {
  readonly port: PortCandidate;
  /** Its place among the ports of its adapter, by location codes. */
  readonly order: number;
  readonly activePaths: number;
  /** What its adapter could carry once it is taken. */
  readonly slotsThen: AdapterSlots;
}

export interface ContenderCase {
  readonly order: number;
  readonly tally: UseTally;
  /** Devices that the vNIC has already. */
  readonly beside: readonly DeviceOnPort[];
  readonly classes: readonly RequestClass[];
}

/** An adapter as its ports were judged; none when no port of it serves the network. */
export function enter(
  { serving: ports, candidates }: PortSurvey,
  { order, tally, beside, classes }: ContenderCase,
): Contender | undefined {
  const [first] = ports;
  if (first === undefined) return undefined;
  const { adapterId, adapterLocation: location, adapterFree: free } = first;
  const slotsOfAll = candidates.reduce((sum, { slots }) => sum + slots, 0);
  return {
    adapterId,
    location,
    order,
    free,
    before: beside.filter((device) => device.adapterId === adapterId).length,
    placeable: countPlaceable(candidates),
    taken: 0,
    room: Math.min(free, slotsOfAll),
    activePaths: tally.activeOnAdapter(adapterId),
    ports,
    slots: countSlots(ports, classes),
    untaken: candidates.map((port, index) => ({
      port,
      order: index,
      activePaths: tally.activeOnPort(port),
      slotsThen: countSlots(ports, classes, port),
    })),
  };
}

export function take(contender: Contender, option: Option, classes: readonly RequestClass[]): Contender {
  const ports = portsAfter(contender.ports, option.port);
  const others = contender.untaken.filter((other) => other !== option);
  return {
    ...contender,
    taken: contender.taken + 1,
    room: contender.room - 1,
    ports,
    slots: option.slotsThen,
    untaken: others.map((other) => ({ ...other, slotsThen: countSlots(ports, classes, other.port) })),
  };
}

/** Devices of this vNIC. */
export function devicesOn({ before, taken }: Contender): number {
  return before + taken;
}

export function isOpen({ free, untaken, taken }: Contender): boolean {
  return untaken.length > 0 && taken < free;
}

/** Devices that can be placed at most: each port takes one, each adapter no more than it has logical ports left. */
export function countPlaceable(candidates: readonly PortCandidate[]): number {
  const placed = new Map<SriovAdapterId, number>();
  for (const { adapterId, adapterFree } of candidates) {
    placed.set(adapterId, Math.min(adapterFree, (placed.get(adapterId) ?? 0) + 1));
  }
  return [...placed.values()].reduce((sum, each) => sum + each, 0);
}
