import type {
  Capacity,
  FailoverPriority,
  MacAddress,
  PartitionUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { DeviceOnPort } from '../eligibility/survey-ports.ts';
import type { DeviceName } from '../name-device.ts';
import type { Constraint, PlannedDevice, RefusedPort } from '../vnic-plan.ts';

/** What is to become of the backing devices of an existing vNIC. */
export type DeviceChange =
  /** As many devices as this: more are added, the least useful are removed. */
  | {
      readonly kind: 'redundancy';
      readonly redundancy: number;
      readonly capacity?: Capacity | undefined;
      readonly maxCapacity?: Capacity | undefined;
    }
  | { readonly kind: 'remove'; readonly device: DeviceOnPort }
  | { readonly kind: 'capacity'; readonly capacity: Capacity; readonly maxCapacity?: Capacity | undefined }
  | { readonly kind: 'priority'; readonly device: DeviceOnPort; readonly priority: FailoverPriority };

/** What planDeviceChange answers: frozen steps, to be carried out in their order, or what is in the way. */
export type DeviceChangePlan =
  | {
      readonly feasible: true;
      readonly mac: MacAddress;
      readonly partitionUuid: PartitionUuid;
      /** None when the vNIC is already as it is wanted. */
      readonly steps: readonly DeviceStep[];
      /** Fewest devices that the vNIC has on the way, when that is fewer than before and after. */
      readonly exposedTo: number | undefined;
    }
  | { readonly feasible: false; readonly mac: MacAddress; readonly obstacle: DeviceChangeObstacle };

export type DeviceStep =
  | { readonly kind: 'add'; readonly device: Omit<PlannedDevice, 'why'> }
  | { readonly kind: 'activate'; readonly device: DeviceInPlace }
  | { readonly kind: 'remove'; readonly device: DeviceInPlace }
  | { readonly kind: 'set-priority'; readonly device: DeviceInPlace; readonly priority: FailoverPriority };

export type DeviceInPlace = DeviceOnPort & { readonly name: DeviceName };

export type DeviceChangeObstacle =
  | { readonly kind: 'no-such-device' }
  | { readonly kind: 'last-device' }
  | { readonly kind: 'no-priorities' }
  | {
      readonly kind: 'priority-taken';
      readonly priority: FailoverPriority;
      readonly by: DeviceName;
    }
  /** No place for a device that the change needs. `alone`: and the only device cannot be taken out first. */
  | (NoRoom & { readonly kind: 'no-place'; readonly alone: boolean });

/** Why a further device fits nowhere: the one thing to change first, and what stands against each port of the network. */
export interface NoRoom {
  readonly constraint: Constraint;
  readonly refusedPorts: readonly RefusedPort[];
}
