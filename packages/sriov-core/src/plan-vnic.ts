import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from './compare-location.ts';
import type { Cordon } from './cordon.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { HostSnapshot } from './host-snapshot.ts';
import { namePartition } from './name-vnic.ts';
import { passedOverPorts } from './placement/account-for-choice.ts';
import { findWeaknesses } from './placement/find-weaknesses.ts';
import { type Placement, placeDevices } from './placement/place-devices.ts';
import { planDevice } from './placement/plan-device.ts';
import type { PlacementPolicy } from './placement-policy.ts';
import { findRepacking } from './repacking/find-repacking.ts';
import type { Reservation } from './reservation.ts';
import { tallyUse, type UseTally } from './tally-use.ts';
import type { Constraint, PlannedDevice, Survey, VnicPlan } from './vnic-plan.ts';
import { closedAccess, type VnicRequest } from './vnic-request.ts';

export interface PlanCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly request: VnicRequest;
  /** Plans that the snapshot does not show yet: those being carried out right now. */
  readonly reservations: readonly Reservation[];
  /** Maintenance marks: nothing new is placed there. */
  readonly cordons?: readonly Cordon[];
  /** Who is to have the vNIC, for the limit on their number. */
  readonly partition?: PartitionUuid | undefined;
}

/**
 * Decides which ports and VIOSes back a vNIC. In order of weight: two adapters and as many VIOSes as possible, room for
 * later vNICs, as many more adapters as cost none of that, even load, and the location code where nothing else tells two choices apart; so the
 * same host gives the same plan in whatever order its parts are listed. What can be placed is placed: a request is
 * infeasible only when no choice of ports and VIOSes would do.
 */
export function planVnic(given: PlanCase): VnicPlan {
  const { snapshot, request, reservations, cordons = [], partition, limits, classes } = given;
  const tally = tallyUse(snapshot, reservations);
  const blocker = judgeMac(given);
  const placement = placeDevices({ snapshot, request, tally, cordons, partition, limits, classes, blocker });
  const { constraint, shortfall, paths } = placement;
  const survey = describeSurvey(placement, tally);
  if (constraint !== undefined) {
    const isRoomMissing = constraint.kind === 'too-few-ports' || constraint.kind === 'no-eligible-port';
    const repacking = isRoomMissing
      ? findRepacking({ snapshot, request, tally, cordons, limits })
      : undefined;
    return deepFreeze({ feasible: false, request: { ...request }, constraint, repacking, survey });
  }
  const devices = paths.map((path) => planDevice(path, request));
  return deepFreeze({
    feasible: true,
    request: { ...request },
    vnic: { mac: request.mac, vlan: request.vlan, ...closedAccess },
    devices,
    weaknesses: findWeaknesses({ paths, wanted: request.redundancy, shortfall }),
    survey,
    reservation: reserve(given, devices),
  });
}

/** A MAC address is unique on the system (sriov-rules [R]); that the vNIC may be the wanted one is for compareVnic to say, earlier. */
function judgeMac({ snapshot, request: { mac }, reservations }: PlanCase): Constraint | undefined {
  const partitionUuid = snapshot.vnics.find((vnic) => vnic.mac === mac)?.partitionUuid;
  if (partitionUuid !== undefined) {
    return { kind: 'mac-in-use', mac, partitionUuid, owner: namePartition(snapshot, partitionUuid) };
  }
  const inFlight = reservations.some((reservation) => reservation.mac === mac);
  return inFlight ? { kind: 'mac-in-use', mac, partitionUuid, owner: undefined } : undefined;
}

function describeSurvey({ adapters, vioses, choice, paths }: Placement, tally: UseTally): Survey {
  return {
    refusedAdapters: adapters.flatMap(({ refusedAdapters }) => refusedAdapters),
    refusedPorts: adapters.flatMap(({ refusedPorts }) => refusedPorts),
    refusedVioses: vioses.refused,
    passedOverPorts: passedOverPorts(choice).toSorted((left, right) =>
      compareLocation(left.location, right.location),
    ),
    passedOverVioses: vioses.eligible
      .slice(paths.length)
      .map(({ uuid, name }) => ({ uuid, name, served: tally.servedBy(uuid) })),
  };
}

function reserve({ request: { mac }, partition }: PlanCase, devices: readonly PlannedDevice[]): Reservation {
  return {
    mac,
    ...(partition === undefined ? {} : { partition }),
    devices: devices.map(({ portLocation, adapterId, portId, viosUuid, capacity, priority }) => {
      return { portLocation, adapterId, portId, viosUuid, capacity, priority };
    }),
  };
}
