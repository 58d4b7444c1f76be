import type {
  Capacity,
  FailoverPriority,
  LocationCode,
  MacAddress,
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
