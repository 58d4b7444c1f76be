import { type FailoverPriority, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import type { UseTally } from '../tally-use.ts';
import type { ChoiceReasons } from '../vnic-plan.ts';
import type { Path } from './deal-vioses.ts';
import { pickBest } from './pick-best.ts';

export interface RankedPath extends Path {
  readonly priority: FailoverPriority;
  readonly why: Pick<ChoiceReasons, 'vios' | 'priority'>;
}

/** Between two devices, so that one can be put in between later without changing the others. */
const prioritySpacing = 10;

/**
 * Orders the paths of a vNIC. The first, which carries the traffic, is the one whose port, adapter and VIOS carry least;
 * each next one shares as little as possible with those before it, so that what takes a path down spares its successor.
 */
export function rankFailover(paths: readonly Path[], tally: UseTally): readonly RankedPath[] {
  const ranked: RankedPath[] = [];
  let unranked = paths;
  while (unranked.length > 0) {
    const best = pickNext(unranked, ranked, tally);
    if (best === undefined) break;
    ranked.push(rankPath(best, ranked, tally));
    unranked = unranked.filter((path) => path !== best);
  }
  return ranked;
}

function pickNext(unranked: readonly Path[], before: readonly Path[], tally: UseTally): Path | undefined {
  const shared = (path: Path): number =>
    before.reduce(
      (sum, other) => sum + Number(sharesAdapter(path, other)) + Number(sharesVios(path, other)),
      0,
    );
  const picked = pickBest(unranked, [
    { name: 'shared', compare: (left, right) => shared(left) - shared(right) },
    { name: 'active', compare: (left, right) => activeLoad(left, tally) - activeLoad(right, tally) },
    { name: 'location', compare: (left, right) => compareLocation(left.port.location, right.port.location) },
  ]);
  return picked?.best;
}

function rankPath(path: Path, before: readonly Path[], tally: UseTally): RankedPath {
  const rank = before.length;
  const previous = before.at(-1);
  const reasons = {
    rank,
    activePaths: activePaths(path, tally),
    sharesAdapter: previous !== undefined && sharesAdapter(path, previous),
    sharesVios: previous !== undefined && sharesVios(path, previous),
  };
  const priority = parseFailoverPriority((rank + 1) * prioritySpacing);
  return { priority, ...path, why: { priority: reasons, ...path.why } };
}

function activeLoad(path: Path, tally: UseTally): number {
  const { port, adapter, vios } = activePaths(path, tally);
  return port + adapter + vios;
}

function activePaths({ port, vios }: Path, tally: UseTally): ChoiceReasons['priority']['activePaths'] {
  return {
    port: tally.activeOnPort(port),
    adapter: tally.activeOnAdapter(port.adapterId),
    vios: tally.activeOnVios(vios.uuid),
  };
}

function sharesAdapter(left: Path, right: Path): boolean {
  return left.port.adapterId === right.port.adapterId;
}

function sharesVios(left: Path, right: Path): boolean {
  return left.vios.uuid === right.vios.uuid;
}
