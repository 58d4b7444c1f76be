/** Pure decisions on PowerVM SR-IOV networking: from values to values, no clock, no random, no I/O. */

export type { AuditCase, AuditFinding, AuditRule } from './audit/audit-case.ts';
export { auditPlan } from './audit/audit-plan.ts';
export type {
  DeviceChange,
  DeviceChangeObstacle,
  DeviceChangePlan,
  DeviceInPlace,
  DeviceStep,
} from './change/device-change.ts';
export { findShortage, type RoomStep, type Shortage, type ShortageCase } from './change/find-shortage.ts';
export { type DeviceChangeCase, planDeviceChange } from './change/plan-device-change.ts';
export { type ComparisonCase, compareVnic, type VnicDifference } from './compare-vnic.ts';
export { type Cordon, type CordonedPlace, findCordon } from './cordon.ts';
export { countDevices } from './count-devices.ts';
export { deepFreeze } from './deep-freeze.ts';
export { explainHindrance, judgePartition, type PartitionHindrance } from './eligibility/judge-partition.ts';
export { type LabelMatch, matchLabel } from './eligibility/match-label.ts';
export type { AdapterRefusal, PortRefusal, ViosRefusal } from './eligibility/refusal.ts';
export type { DeviceOnPort } from './eligibility/survey-ports.ts';
export { type ConstraintText, explainConstraint } from './explain/explain-constraint.ts';
export { explainDeviceChange, explainDeviceObstacle } from './explain/explain-device-change.ts';
export { explainDifference } from './explain/explain-difference.ts';
export { explainFinding, explainVnicFault } from './explain/explain-finding.ts';
export { explainHostFault } from './explain/explain-host-fault.ts';
export { explainImpact } from './explain/explain-impact.ts';
export { explainMigration } from './explain/explain-migration.ts';
export { explainMigrationObstacle, type MigrationEndNames } from './explain/explain-migration-obstacle.ts';
export {
  explainAdapterRefusal,
  explainPortRefusal,
  explainViosRefusal,
} from './explain/explain-refusal.ts';
export { explainRepacking } from './explain/explain-repacking.ts';
export { explainWeakness } from './explain/explain-weakness.ts';
export type { FaultText } from './explain/fault-text.ts';
export { explainPlan } from './explain-plan.ts';
export { findDevicePort, findPort, vnicsOnPort } from './find-port.ts';
export { findVnic, type VnicName } from './find-vnic.ts';
export {
  type DiagnosisCase,
  diagnoseHost,
  diagnoseVnic,
  type HostDiagnosis,
  type VnicDiagnosis,
} from './heal/diagnose-host.ts';
export {
  explainHealFinding,
  explainHealObstacle,
  explainHealPlan,
  explainSteps,
} from './heal/explain-heal.ts';
export { explainDrainObstacle, explainHealWait } from './heal/explain-wait.ts';
export { findHealWait, type HealWait, isSoftWait, type SoftWait } from './heal/find-heal-wait.ts';
export type { BrokenPart, HealFinding, RecordFault } from './heal/heal-finding.ts';
export type { HealMeans, HealObstacle, HealPlan, Remedy } from './heal/heal-plan.ts';
export { worksNow } from './heal/judge-device.ts';
export {
  type DrainCase,
  type DrainedVnic,
  type DrainObstacle,
  type DrainPlan,
  planDrainSteps,
} from './heal/plan-drain-steps.ts';
export { planActivation, planPathsAway, planPathsBack } from './heal/plan-paths.ts';
export type { RecordedVnic } from './heal/recorded-vnic.ts';
export { checkHost, type HostHealthCase, type KnownLevels } from './health/check-host.ts';
export { checkVnic, type VnicHealthCase, type WantedVnic } from './health/check-vnic.ts';
export type {
  Capability,
  HostFault,
  HostFinding,
  KnownLevel,
  PortAttribute,
  PortsOfValue,
  RankedDevice,
  Severity,
  VnicFault,
  VnicFinding,
} from './health/finding.ts';
export type {
  AccessList,
  BackingDeviceSnapshot,
  HostSnapshot,
  PartitionSnapshot,
  PhysicalPortSnapshot,
  SriovAdapterSnapshot,
  SystemResources,
  SystemSnapshot,
  ViosSnapshot,
  VnicSnapshot,
} from './host-snapshot.ts';
export { type Impact, type ImpactCase, impactOf, type Loss, type VnicImpact } from './impact/impact-of.ts';
export { isSamePort, type PortName } from './is-same-port.ts';
export {
  judgeDeparture,
  judgeLiveMigration,
  judgeRebuild,
  judgeSource,
  type LiveMigrationCase,
  type MigrationSide,
  type MovingPartition,
  type PartitionResources,
  type RebuildJudgement,
} from './migration/judge-migration.ts';
export type { MigrationEnd, MigrationObstacle } from './migration/migration-obstacle.ts';
export {
  type MigrationCase,
  type MigrationForecast,
  predictMigration,
  predictRebuild,
  type RebuildCase,
  type TargetRoom,
  type VnicForecast,
} from './migration/predict-migration.ts';
export { type DeviceName, nameDevice } from './name-device.ts';
export { namePartition, nameVnic } from './name-vnic.ts';
export { placeTest } from './place-test.ts';
export type { PlacementPolicy, VnicLimits } from './placement-policy.ts';
export { type PlanCase, planVnic } from './plan-vnic.ts';
export {
  countPool,
  countPoolStepwise,
  type NetworkPool,
  type PoolCase,
  type VnicPool,
  type VnicShape,
} from './pool/count-pool.ts';
export type { Reservation, ReservedDevice } from './reservation.ts';
export type {
  AdapterCriterion,
  ChoiceReasons,
  Constraint,
  DeviceMove,
  Infeasible,
  PassedOverPort,
  PassedOverVios,
  Planned,
  PlannedDevice,
  PortCriterion,
  RefusedAdapter,
  RefusedPort,
  RefusedVios,
  Repacking,
  Survey,
  TightAdapter,
  VnicPlan,
  Weakness,
} from './vnic-plan.ts';
export {
  closedAccess,
  maximumRedundancy,
  type PlacementRequest,
  type RequestClass,
  usualClasses,
  type VnicRequest,
} from './vnic-request.ts';
