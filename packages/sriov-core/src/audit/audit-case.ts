import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '../cordon.ts';
import type { HostSnapshot } from '../host-snapshot.ts';
import type { VnicLimits } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import type { Planned } from '../vnic-plan.ts';
import type { VnicRequest } from '../vnic-request.ts';

export interface AuditCase {
  readonly snapshot: HostSnapshot;
  readonly request: VnicRequest;
  readonly reservations: readonly Reservation[];
  readonly cordons?: readonly Cordon[];
  /** Who is to have the vNIC. */
  readonly partition?: PartitionUuid | undefined;
  readonly limits?: VnicLimits | undefined;
  readonly plan: Planned;
}

export interface AuditFinding {
  readonly rule: AuditRule;
  /** What breaks the rule, on what, with the figures. */
  readonly message: string;
}

export type AuditRule =
  | 'device-count'
  | 'system-capability'
  | 'mac-unique'
  | 'cordoned'
  | 'access-closed'
  | 'port-known'
  | 'port-distinct'
  | 'port-network'
  | 'port-link'
  | 'port-vlan'
  | 'adapter-ready'
  | 'port-logical-ports'
  | 'adapter-logical-ports'
  | 'capacity-asked'
  | 'capacity-granularity'
  | 'capacity-sum'
  | 'capacity-maximum'
  | 'vios-ready'
  | 'vios-failover'
  | 'vios-servers'
  | 'partition-vnics'
  | 'priority-distinct'
  | 'weakness-told'
  | 'reservation-equal';

export function found(rule: AuditRule, message: string): AuditFinding {
  return { rule, message };
}
