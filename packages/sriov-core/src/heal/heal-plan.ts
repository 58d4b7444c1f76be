import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { DeviceStep } from '../change/device-change.ts';
import type { Constraint } from '../vnic-plan.ts';
import type { HealFinding } from './heal-finding.ts';

/** What would make one vNIC what its record wants: frozen data, the same for the same host and record. */
export interface HealPlan {
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  /** The kinds of faults that it is made against, each once. */
  readonly against: readonly HealFinding['fault']['kind'][];
  readonly remedy: Remedy;
}

export type Remedy =
  /** In their order, each new device before the one that it replaces goes. */
  | { readonly kind: 'change-devices'; readonly steps: readonly DeviceStep[] }
  /** The vNIC is gone: plugged again as recorded. */
  | { readonly kind: 'plug' }
  /** Unplugged and plugged as recorded, while the partition is off: what cannot change on a vNIC that is there. */
  | { readonly kind: 'replace' }
  /** A plug or unplug that was cut off is brought to its end. */
  | { readonly kind: 'finish' };

/** Why a vNIC that is not well has no plan, or why its plan mends only a part. */
export type HealObstacle =
  | { readonly kind: 'partition-missing' }
  | { readonly kind: 'no-place'; readonly constraint: Constraint }
  /** The console has no way of moving traffic back to the device of best priority. */
  | { readonly kind: 'cannot-activate' };

/** What this console can do to a vNIC that is there. */
export interface HealMeans {
  readonly changesDevices: boolean;
  readonly activates: boolean;
}
