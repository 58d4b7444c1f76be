import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import { freeServersOf } from '../eligibility/judge-vios.ts';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { ViosSnapshot } from '../host-snapshot.ts';
import type { VnicLimits } from '../placement-policy.ts';
import type { UseTally } from '../tally-use.ts';
import type { ChoiceReasons } from '../vnic-plan.ts';
import type { ChosenPort } from './choose-ports.ts';

export interface Path extends ChosenPort {
  readonly vios: ViosSnapshot;
  readonly why: Pick<ChoiceReasons, 'vios'>;
}

/**
 * Gives each port its VIOS, of those in the order of `orderVioses`. The ports lie in order of their adapters and the
 * VIOSes go round over all of them, so that both the devices of the vNIC and those on any one adapter divide evenly over
 * the VIOSes. Handing them out in the order of choice would pair each adapter with one VIOS, and losing one adapter and
 * one VIOS could take every path. A VIOS with no vNIC server left drops out of the round.
 */
export function dealVioses(
  chosen: readonly ChosenPort[],
  eligible: readonly ViosSnapshot[],
  { tally, limits }: { readonly tally: UseTally; readonly limits: VnicLimits },
): readonly Path[] {
  const turns = takeTurns(eligible, chosen.length, (vios) => freeServersOf(vios, tally, limits));
  return inOrderOfAdapters(chosen).flatMap((choice, index) => {
    const vios = turns[index];
    if (vios === undefined) return [];
    const shared = turns.filter((other) => other === vios).length - 1;
    const reasons = { eligible: eligible.length, served: tally.servedBy(vios.uuid), shared };
    return [{ vios, why: { vios: reasons }, ...choice }];
  });
}

function takeTurns(
  vioses: readonly ViosSnapshot[],
  count: number,
  freeOf: (vios: ViosSnapshot) => number,
): readonly ViosSnapshot[] {
  const turns: ViosSnapshot[] = [];
  for (let round = 0; turns.length < count; round++) {
    const open = vioses.filter((vios) => freeOf(vios) > round);
    if (open.length === 0) break;
    turns.push(...open);
  }
  return turns.slice(0, count);
}

/** Those that the vNIC uses least, then the least busy first: it gets one device more when they do not divide evenly. */
export function orderVioses(
  vioses: readonly ViosSnapshot[],
  tally: UseTally,
  beside: readonly DeviceOnPort[],
): readonly ViosSnapshot[] {
  const own = ({ uuid }: ViosSnapshot): number =>
    beside.filter(({ viosUuid }) => sameUuid(viosUuid, uuid)).length;
  return vioses.toSorted(
    (left, right) =>
      own(left) - own(right) ||
      tally.servedBy(left.uuid) - tally.servedBy(right.uuid) ||
      tally.activeOnVios(left.uuid) - tally.activeOnVios(right.uuid) ||
      compareLocation(left.name, right.name) ||
      compareLocation(left.uuid.toLowerCase(), right.uuid.toLowerCase()),
  );
}

/** Adapters in order of their first choice, the ports of each together. */
function inOrderOfAdapters(chosen: readonly ChosenPort[]): readonly ChosenPort[] {
  const adapters = [...new Set(chosen.map(({ port }) => port.adapterId))];
  return adapters.flatMap((adapter) => chosen.filter(({ port }) => port.adapterId === adapter));
}
