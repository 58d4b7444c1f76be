import { compareLocation } from './compare-location.ts';
import { deepFreeze } from './deep-freeze.ts';
import { judgeVioses } from './eligibility/judge-vios.ts';
import { surveyPorts } from './eligibility/survey-ports.ts';
import type { HostSnapshot, ViosSnapshot } from './host-snapshot.ts';
import { choosePorts } from './placement/choose-ports.ts';
import { dealVioses, orderVioses } from './placement/deal-vioses.ts';
import { findConstraints } from './placement/find-constraints.ts';
import { findWeaknesses } from './placement/find-weaknesses.ts';
import { type RankedPath, rankFailover } from './placement/rank-failover.ts';
import type { Reservation } from './reservation.ts';
import { tallyUse, type UseTally } from './tally-use.ts';
import type { PlannedDevice, RefusedVios, Survey, VnicPlan } from './vnic-plan.ts';
import { closedAccess, type VnicRequest } from './vnic-request.ts';

export interface PlanCase {
  readonly snapshot: HostSnapshot;
  readonly request: VnicRequest;
  /** Plans that the snapshot does not show yet: those being carried out right now. */
  readonly reservations: readonly Reservation[];
}

/**
 * Decides which ports and VIOSes back a vNIC. In order of weight: as many adapters as possible, as many VIOSes as
 * possible, room for later vNICs, even load, and the location code where nothing else tells two choices apart; so the
 * same host gives the same plan in whatever order its parts are listed. What can be placed is placed: a request is
 * infeasible only when no choice of ports and VIOSes would do.
 */
export function planVnic({ snapshot, request, reservations }: PlanCase): VnicPlan {
  const tally = tallyUse(snapshot, reservations);
  const ports = surveyPorts(snapshot, request, tally);
  const { candidates } = ports;
  const { blocker, shortfall, reachable } = findConstraints({ snapshot, request, reservations, candidates });
  const constraint = blocker ?? (request.redundancyPolicy === 'strict' ? shortfall : undefined);
  const count = constraint === undefined ? reachable : 0;

  const vioses = surveyVioses(snapshot.vioses, constraint === undefined ? count : request.redundancy, tally);
  const choice = choosePorts(candidates, count, tally);
  const paths = rankFailover(dealVioses(choice.chosen, vioses.eligible, tally), tally);
  const survey: Survey = {
    refusedAdapters: ports.refusedAdapters,
    refusedPorts: ports.refusedPorts,
    refusedVioses: vioses.refused,
    passedOverPorts: choice.passedOver.toSorted((left, right) =>
      compareLocation(left.location, right.location),
    ),
    passedOverVioses: vioses.eligible
      .slice(count)
      .map(({ uuid, name }) => ({ uuid, name, served: tally.servedBy(uuid) })),
  };
  if (constraint !== undefined) {
    return deepFreeze({ feasible: false, request: { ...request }, constraint, survey });
  }
  const devices = paths.map((path) => planDevice(path, request));
  return deepFreeze({
    feasible: true,
    request: { ...request },
    vnic: { mac: request.mac, vlan: request.vlan, ...closedAccess },
    devices,
    weaknesses: findWeaknesses({ paths, wanted: request.redundancy, shortfall }),
    survey,
    reservation: reserve(request, devices),
  });
}

function surveyVioses(vioses: readonly ViosSnapshot[], redundancy: number, tally: UseTally) {
  const verdicts = judgeVioses(vioses, redundancy);
  const refused: readonly RefusedVios[] = verdicts
    .flatMap(({ vios: { uuid, name }, refusal }) =>
      refusal === undefined ? [] : [{ uuid, name, reason: refusal }],
    )
    .toSorted(
      (left, right) => compareLocation(left.name, right.name) || compareLocation(left.uuid, right.uuid),
    );
  const eligible = verdicts.flatMap(({ vios, refusal }) => (refusal === undefined ? [vios] : []));
  return { eligible: orderVioses(eligible, tally), refused };
}

function planDevice({ port, vios, priority, why }: RankedPath, request: VnicRequest): PlannedDevice {
  return {
    portLocation: port.location,
    adapterId: port.adapterId,
    adapterLocation: port.adapterLocation,
    portId: port.portId,
    viosUuid: vios.uuid,
    viosName: vios.name,
    capacity: port.cost,
    maxCapacity: request.maxCapacity,
    priority,
    why,
  };
}

function reserve({ mac }: VnicRequest, devices: readonly PlannedDevice[]): Reservation {
  return {
    mac,
    devices: devices.map(({ portLocation, adapterId, portId, viosUuid, capacity, priority }) => {
      return { portLocation, adapterId, portId, viosUuid, capacity, priority };
    }),
  };
}
