import { type MacAddress, type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '../cordon.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { HostSnapshot } from '../host-snapshot.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import { checkRecord } from './check-record.ts';
import { findHealWait, type HealWait } from './find-heal-wait.ts';
import type { HealFinding } from './heal-finding.ts';
import type { HealMeans, HealObstacle, HealPlan } from './heal-plan.ts';
import { planHeal } from './plan-heal.ts';
import type { RecordedVnic } from './recorded-vnic.ts';

export interface DiagnosisCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly records: readonly RecordedVnic[];
  readonly reservations: readonly Reservation[];
  readonly cordons: readonly Cordon[];
  readonly means: HealMeans;
  /** Partitions whose migration has not finished. */
  readonly migrating: readonly PartitionUuid[];
}

export interface HostDiagnosis {
  /** One for each record, by MAC address. */
  readonly vnics: readonly VnicDiagnosis[];
  /** vNICs without a record: told of, and left alone. */
  readonly foreign: readonly HealFinding[];
}

export interface VnicDiagnosis {
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  readonly findings: readonly HealFinding[];
  /** Something is broken; a vNIC that could merely stand better is not sick. */
  readonly isSick: boolean;
  readonly plan: HealPlan | undefined;
  readonly obstacle: HealObstacle | undefined;
  /** Why the plan is not for now. */
  readonly wait: HealWait | undefined;
}

/** Holds the whole platform against the records. */
export function diagnoseHost(given: DiagnosisCase): HostDiagnosis {
  const records = given.records.toSorted(byAddress);
  return deepFreeze({
    vnics: records.map((record) => diagnoseVnic(record, given)),
    foreign: findForeign(given),
  });
}

export function diagnoseVnic(record: RecordedVnic, given: Omit<DiagnosisCase, 'records'>): VnicDiagnosis {
  const { snapshot, cordons, migrating } = given;
  const findings = checkRecord(snapshot, record);
  const { plan, obstacle } = planHeal({ ...given, record });
  return {
    mac: record.mac,
    partitionUuid: record.partition,
    findings,
    isSick: findings.some(({ severity, fault }) => severity !== 'info' && !merelyUntidy.has(fault.kind)),
    plan,
    obstacle,
    wait: plan && findHealWait({ snapshot, plan, cordons, migrating }),
  };
}

const merelyUntidy: ReadonlySet<HealFinding['fault']['kind']> = new Set([
  'active-not-best',
  'shared-adapter',
  'shared-vios',
  'duplicate-priority',
  'surplus-devices',
  'many-devices',
]);

function findForeign({ snapshot, records }: DiagnosisCase): readonly HealFinding[] {
  const known = new Map<MacAddress, RecordedVnic[]>();
  for (const record of records) known.set(record.mac, [...(known.get(record.mac) ?? []), record]);
  return snapshot.vnics
    .filter(({ mac, partitionUuid }) =>
      (known.get(mac) ?? []).every(({ partition }) => !sameUuid(partition, partitionUuid)),
    )
    .map(({ mac, partitionUuid }): HealFinding => {
      return { severity: 'info', mac, partitionUuid, fault: { kind: 'foreign' } };
    })
    .toSorted(
      (left, right) => compare(left.mac, right.mac) || compare(left.partitionUuid, right.partitionUuid),
    );
}

function byAddress(left: RecordedVnic, right: RecordedVnic): number {
  return compare(left.mac, right.mac) || compare(left.partition, right.partition);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
