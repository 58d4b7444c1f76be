import type { LocationCode, SriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortCandidate } from '../eligibility/judge-port.ts';

/** An adapter while the ports of one vNIC are being chosen. */
export interface Contender {
  readonly adapterId: SriovAdapterId;
  readonly location: LocationCode;
  readonly free: number;
  /** Devices that the vNIC has there already. */
  readonly before: number;
  readonly untaken: readonly PortCandidate[];
  readonly taken: readonly PortCandidate[];
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
  for (const port of candidates) {
    const group = groups.get(port.adapterId);
    if (group === undefined) groups.set(port.adapterId, [port]);
    else group.push(port);
  }
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

/** Devices of this vNIC. */
export function devicesOn({ before, taken }: Contender): number {
  return before + taken.length;
}

/** Devices like the requested one that the adapter can still take, from this vNIC and from later ones. */
export function roomOf({ free, untaken, taken }: Contender): number {
  const slots = [...untaken, ...taken].reduce((sum, port) => sum + port.slots, 0);
  return Math.min(free, slots) - taken.length;
}

export function isOpen({ free, untaken, taken }: Contender): boolean {
  return untaken.length > 0 && taken.length < free;
}

export function take(contender: Contender, port: PortCandidate): Contender {
  return {
    ...contender,
    untaken: contender.untaken.filter((other) => other !== port),
    taken: [...contender.taken, port],
  };
}
