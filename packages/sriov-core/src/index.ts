/** Pure decisions on PowerVM SR-IOV networking: from values to values, no clock, no random, no I/O. */

export {
  type AuditCase,
  type AuditFinding,
  type AuditRule,
  auditPlan,
} from './audit-plan.ts';
export { type ComparisonCase, compareVnic, type VnicDifference } from './compare-vnic.ts';
export type { Cordon, CordonedPlace } from './cordon.ts';
export { countDevices } from './count-devices.ts';
export { deepFreeze } from './deep-freeze.ts';
export { explainHindrance, judgePartition, type PartitionHindrance } from './eligibility/judge-partition.ts';
export { type LabelMatch, matchLabel } from './eligibility/match-label.ts';
export type { AdapterRefusal, PortRefusal, ViosRefusal } from './eligibility/refusal.ts';
export { type ConstraintText, explainConstraint } from './explain/explain-constraint.ts';
export { explainDifference } from './explain/explain-difference.ts';
export {
  explainAdapterRefusal,
  explainPortRefusal,
  explainViosRefusal,
} from './explain/explain-refusal.ts';
export { explainWeakness } from './explain/explain-weakness.ts';
export { explainPlan } from './explain-plan.ts';
export { findPort, vnicsOnPort } from './find-port.ts';
export type {
  AccessList,
  BackingDeviceSnapshot,
  HostSnapshot,
  PartitionSnapshot,
  PhysicalPortSnapshot,
  SriovAdapterSnapshot,
  SystemSnapshot,
  ViosSnapshot,
  VnicSnapshot,
} from './host-snapshot.ts';
export { type PlanCase, planVnic } from './plan-vnic.ts';
export {
  countPool,
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
  Infeasible,
  PassedOverPort,
  PassedOverVios,
  Planned,
  PlannedDevice,
  PortCriterion,
  RefusedAdapter,
  RefusedPort,
  RefusedVios,
  Survey,
  TightAdapter,
  VnicPlan,
  Weakness,
} from './vnic-plan.ts';
export { closedAccess, maximumRedundancy, type PlacementRequest, type VnicRequest } from './vnic-request.ts';
