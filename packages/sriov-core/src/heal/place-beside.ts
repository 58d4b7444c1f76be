import type { Capacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ChangeDraft } from '../change/change-draft.ts';
import type { Cordon } from '../cordon.ts';
import type { BackingDeviceSnapshot } from '../host-snapshot.ts';
import { placeDevices } from '../placement/place-devices.ts';
import { planDevice } from '../placement/plan-device.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import { tallyUse } from '../tally-use.ts';
import type { Constraint, PlannedDevice } from '../vnic-plan.ts';

/** Where devices of one vNIC may go, and what they are to be like. */
export interface DeviceWish extends PlacementPolicy {
  readonly network: string;
  readonly capacity: Capacity | undefined;
  readonly maxCapacity: Capacity | undefined;
  readonly reservations: readonly Reservation[];
  readonly cordons: readonly Cordon[];
}

/** Where one more device fits beside those that stay, or what is in the way. */
export function placeBeside(
  { snapshot, vnic }: ChangeDraft,
  { network, capacity, maxCapacity, reservations, cordons, limits, classes }: DeviceWish,
  leaving: readonly BackingDeviceSnapshot[] = [],
): PlannedDevice | Constraint {
  const { vlan, devices } = vnic;
  const beside = devices.filter((device) => !leaving.includes(device));
  const request = {
    network,
    redundancy: 1,
    redundancyPolicy: 'strict',
    capacity,
    maxCapacity,
    vlan,
  } as const;
  const tally = tallyUse(snapshot, reservations);
  const { paths, constraint } = placeDevices({
    ...{ snapshot, request, tally, cordons, beside, leaving },
    ...{ limits, classes },
  });
  const [path] = paths;
  if (constraint !== undefined) return constraint;
  if (path === undefined) throw new TypeError('a placement without a constraint has a path');
  return planDevice(path, request);
}

export function isConstraint(found: PlannedDevice | Constraint): found is Constraint {
  return 'kind' in found;
}
