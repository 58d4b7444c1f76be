import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { ViosSnapshot } from '../host-snapshot.ts';
import type { UseTally } from '../tally-use.ts';
import type { ChoiceReasons } from '../vnic-plan.ts';
import type { ChosenPort } from './choose-ports.ts';

export interface Path extends ChosenPort {
  readonly vios: ViosSnapshot;
  readonly why: ChosenPort['why'] & Pick<ChoiceReasons, 'vios'>;
}

/**
 * Gives each port its VIOS, of those in the order of `orderVioses`. The ports lie in order of their adapters and the VIOSes go round once over all of them, so
 * that both the devices of the vNIC and those on any one adapter divide evenly over the VIOSes. Handing them out in the
 * order of choice would pair each adapter with one VIOS, and losing one adapter and one VIOS could take every path.
 */
export function dealVioses(
  chosen: readonly ChosenPort[],
  eligible: readonly ViosSnapshot[],
  tally: UseTally,
): readonly Path[] {
  const vioses = eligible.slice(0, chosen.length);
  return inOrderOfAdapters(chosen).flatMap(({ port, why }, index) => {
    const vios = vioses[index % vioses.length];
    if (vios === undefined) return [];
    const turns = chosen.filter((_, turn) => turn % vioses.length === index % vioses.length).length;
    const reasons = { eligible: eligible.length, served: tally.servedBy(vios.uuid), shared: turns - 1 };
    return [{ port, vios, why: { ...why, vios: reasons } }];
  });
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
