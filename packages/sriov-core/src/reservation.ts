import type {
  Capacity,
  FailoverPriority,
  LocationCode,
  MacAddress,
  PartitionUuid,
  PhysicalPortId,
  SriovAdapterId,
  ViosUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';

/**
 * What a plan will use once it is carried out. Between planning and the answer of the platform no snapshot shows it;
 * whoever plans the next vNIC hands it in, and drops it when a snapshot counts the vNIC's logical ports and capacity.
 */
export interface Reservation {
  readonly mac: MacAddress;
  /** Whose vNIC it will be; absent when the devices join a vNIC that is there, or nobody in particular asks. */
  readonly partition?: PartitionUuid | undefined;
  readonly devices: readonly ReservedDevice[];
}

export interface ReservedDevice {
  readonly portLocation: LocationCode;
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
  readonly viosUuid: ViosUuid;
  readonly capacity: Capacity;
  readonly priority: FailoverPriority;
}
