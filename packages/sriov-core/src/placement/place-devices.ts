import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import type { Cordon } from '../cordon.ts';
import { judgeLoad, judgeVioses } from '../eligibility/judge-vios.ts';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { HostSnapshot, ViosSnapshot } from '../host-snapshot.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { UseTally } from '../tally-use.ts';
import type { Constraint, RefusedVios } from '../vnic-plan.ts';
import { type PlacementRequest, type RequestClass, usualClasses } from '../vnic-request.ts';
import { choosePorts, type PortChoice } from './choose-ports.ts';
import { dealVioses, orderVioses } from './deal-vioses.ts';
import { findConstraints } from './find-constraints.ts';
import { type RankedPath, rankFailover } from './rank-failover.ts';
import { type AdapterSurvey, adapterSurveyor } from './survey-adapters.ts';

export interface PlacementCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly request: PlacementRequest;
  readonly tally: UseTally;
  readonly cordons: readonly Cordon[];
  /** Devices that the vNIC has already and keeps; the request asks for more. */
  readonly beside?: readonly DeviceOnPort[] | undefined;
  /** Devices that it has still, though they are to go: their ports are taken, and that is all. */
  readonly leaving?: readonly DeviceOnPort[] | undefined;
  /** Who is to have a new vNIC; absent when devices join one that is there. */
  readonly partition?: PartitionUuid | undefined;
  /** What is in the way already, whatever the ports are. */
  readonly blocker?: Constraint | undefined;
}

export interface Placement {
  /** In the order of failover; none when there is a constraint. */
  readonly paths: readonly RankedPath[];
  /** Why nothing is placed. */
  readonly constraint: Constraint | undefined;
  /** Why not all devices can be had, whether or not the request does with fewer. */
  readonly shortfall: Constraint | undefined;
  readonly adapters: readonly AdapterSurvey[];
  readonly choice: PortChoice;
  readonly vioses: ViosSurvey;
}

interface ViosSurvey {
  /** The least busy first. */
  readonly eligible: readonly ViosSnapshot[];
  readonly refused: readonly RefusedVios[];
}

/** The decision itself: which ports and VIOSes, in which order of failover, or what is in the way. */
export function placeDevices(given: PlacementCase): Placement {
  return createPlacer(given)();
}

/**
 * Decides on the same request again and again, each time by what the tally says then: for a row of vNICs, each of which
 * is reserved before the next is placed.
 */
export function createPlacer(given: PlacementCase): () => Placement {
  const { snapshot, request, tally, cordons, blocker } = given;
  const { beside = [], leaving = [], partition, limits = {} } = given;
  const occupied = [...beside, ...leaving];
  const classes = reckonWith(given, beside);
  const survey = adapterSurveyor({ snapshot, request, tally, cordons, occupied, beside, classes });
  return () => {
    const adapters = survey();
    const contenders = adapters.flatMap(({ contender }) => contender ?? []);
    const found = findConstraints({
      ...{ snapshot, request, tally, cordons, contenders, partition, limits },
      before: occupied.length,
    });
    const strict = request.redundancyPolicy === 'strict';
    const constraint = blocker ?? found.blocker ?? (strict ? found.shortfall : undefined);
    const count = constraint === undefined ? found.reachable : 0;
    const wanted = beside.length + (constraint === undefined ? count : request.redundancy);
    const vioses = surveyVioses(given, wanted);
    const choice = choosePorts({ contenders, count, beside, classes });
    const chosen = choice.rounds.map((round) => ({ port: round.best.best.option.port, round }));
    const paths = rankFailover(dealVioses(chosen, vioses.eligible, { tally, limits }), tally);
    return { paths, constraint, shortfall: found.shortfall, adapters, choice, vioses };
  };
}

/** Also with requests like this one, which may well be the next. */
function reckonWith(
  { request: { redundancy, capacity }, classes = usualClasses }: PlacementCase,
  beside: readonly DeviceOnPort[],
): readonly RequestClass[] {
  const own = { redundancy: beside.length + redundancy, capacity, weight: 1 };
  const others = classes.map((each) => ({ ...each, capacity: each.capacity ?? capacity }));
  const isListed = others.some(
    (each) => each.redundancy === own.redundancy && each.capacity === own.capacity,
  );
  return isListed ? others : [...others, own];
}

function surveyVioses(
  { snapshot: { vioses }, tally, cordons, beside = [], limits = {} }: PlacementCase,
  redundancy: number,
): ViosSurvey {
  const verdicts = judgeVioses(vioses, redundancy, cordons).map(({ vios, refusal }) => ({
    vios,
    refusal: refusal ?? judgeLoad(vios, tally, limits),
  }));
  const refused = verdicts
    .flatMap(({ vios: { uuid, name }, refusal }) =>
      refusal === undefined ? [] : [{ uuid, name, reason: refusal }],
    )
    .toSorted(
      (left, right) => compareLocation(left.name, right.name) || compareLocation(left.uuid, right.uuid),
    );
  const eligible = verdicts.flatMap(({ vios, refusal }) => (refusal === undefined ? [vios] : []));
  return { eligible: orderVioses(eligible, tally, beside), refused };
}
