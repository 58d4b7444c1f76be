import type { ChangeDraft } from '../change/change-draft.ts';
import type { Cordon } from '../cordon.ts';
import { countDevices } from '../count-devices.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { findVnic } from '../find-vnic.ts';
import type { HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { placeDevices } from '../placement/place-devices.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import { tallyUse } from '../tally-use.ts';
import type { Constraint } from '../vnic-plan.ts';
import { checkRecord, findDifferences } from './check-record.ts';
import type { HealMeans, HealObstacle, HealPlan, Remedy } from './heal-plan.ts';
import { findPartition } from './judge-device.ts';
import { mendDevices } from './mend-devices.ts';
import type { RecordedVnic } from './recorded-vnic.ts';

export interface HealCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly record: RecordedVnic;
  readonly reservations: readonly Reservation[];
  readonly cordons: readonly Cordon[];
  readonly means: HealMeans;
}

export interface HealPlanning {
  /** Undefined when there is nothing to do, or nothing can be done. */
  readonly plan: HealPlan | undefined;
  readonly obstacle: HealObstacle | undefined;
}

/** From what is, to what the record wants: the same plan for the same host and record, whenever it is made. */
export function planHeal(given: HealCase): HealPlanning {
  const { remedy, obstacle } = prescribe(given);
  if (remedy === undefined) return deepFreeze({ plan: undefined, obstacle });
  const { snapshot, record } = given;
  const against = [...new Set(checkRecord(snapshot, record).map(({ fault }) => fault.kind))].toSorted();
  const plan = { mac: record.mac, partitionUuid: record.partition, against, remedy };
  return deepFreeze({ plan, obstacle });
}

interface Prescription {
  readonly remedy?: Remedy;
  readonly obstacle: HealObstacle | undefined;
}

function prescribe(given: HealCase): Prescription {
  const { snapshot, record } = given;
  if (record.state !== 'plugged') return { remedy: { kind: 'finish' }, obstacle: undefined };
  if (findPartition(snapshot, record.partition) === undefined) {
    return { obstacle: { kind: 'partition-missing' } };
  }
  const vnic = findVnic(snapshot.vnics, record);
  if (vnic === undefined) return prescribePlug(given, { kind: 'plug' });
  if (findDifferences(snapshot, vnic, record).length > 0) return prescribeReplacing(given, vnic);
  return prescribeDevices(given, vnic);
}

function prescribeDevices(given: HealCase, vnic: VnicSnapshot): Prescription {
  const { snapshot, record, reservations, cordons, means, limits, classes } = given;
  const { network, shape } = record;
  const { redundancy, capacity, maxCapacity } = shape;
  const nothing: ChangeDraft = { snapshot, vnic, steps: [] };
  const wish = { network, capacity, maxCapacity, reservations, cordons, limits, classes };
  const { draft, obstacle } = mendDevices(nothing, { ...wish, redundancy, activates: means.activates });
  const { steps } = draft;
  if (steps.length === 0) return { obstacle };
  const needsMore = steps.some(({ kind }) => kind === 'add' || kind === 'remove');
  if (means.changesDevices || !needsMore) return { remedy: { kind: 'change-devices', steps }, obstacle };
  return prescribeReplacing(given, vnic);
}

/** The room of the vNIC that is there is its successor's. */
function prescribeReplacing(given: HealCase, vnic: VnicSnapshot): Prescription {
  const { snapshot } = given;
  const without: HostSnapshot = {
    ...snapshot,
    adapters: countDevices(snapshot.adapters, vnic.devices, 'removed'),
    vnics: snapshot.vnics.filter((each) => each !== vnic),
  };
  return prescribePlug({ ...given, snapshot: without }, { kind: 'replace' });
}

function prescribePlug(given: HealCase, remedy: Remedy): Prescription {
  const constraint = findConstraint(given);
  return constraint === undefined
    ? { remedy, obstacle: undefined }
    : { obstacle: { kind: 'no-place', constraint } };
}

function findConstraint({ snapshot, record, reservations, ...policy }: HealCase): Constraint | undefined {
  const { partition, network, vlan, shape } = record;
  const { redundancy, redundancyPolicy, capacity, maxCapacity } = shape;
  const request = { network, vlan, redundancy, redundancyPolicy, capacity, maxCapacity };
  const { cordons, limits, classes } = policy;
  const tally = tallyUse(snapshot, reservations);
  return placeDevices({ snapshot, request, partition, tally, cordons, limits, classes }).constraint;
}
