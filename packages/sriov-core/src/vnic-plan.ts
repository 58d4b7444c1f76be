import type {
  Capacity,
  FailoverPriority,
  LocationCode,
  MacAddress,
  PartitionUuid,
  PhysicalPortId,
  SriovAdapterId,
  ViosUuid,
  VlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { AdapterRefusal, PortRefusal, ViosRefusal } from './eligibility/refusal.ts';
import type { Reservation } from './reservation.ts';
import type { closedAccess, VnicRequest } from './vnic-request.ts';

/** What planVnic answers: frozen data, complete enough to carry out, to audit and to explain. */
export type VnicPlan = Planned | Infeasible;

export interface Planned {
  readonly feasible: true;
  readonly request: VnicRequest;
  /** The vNIC itself, as it is to be created. */
  readonly vnic: { readonly mac: MacAddress; readonly vlan: VlanId } & typeof closedAccess;
  /** In the order of failover: the first carries the traffic. */
  readonly devices: readonly PlannedDevice[];
  readonly weaknesses: readonly Weakness[];
  readonly survey: Survey;
  readonly reservation: Reservation;
}

export interface Infeasible {
  readonly feasible: false;
  readonly request: VnicRequest;
  readonly constraint: Constraint;
  /** Only when it is room that is missing. */
  readonly repacking: Repacking | undefined;
  readonly survey: Survey;
}

/** Would moving devices of other vNICs make room? */
export type Repacking =
  | { readonly kind: 'helps'; readonly moves: readonly DeviceMove[] }
  /** The request would not fit without any of them either. */
  | { readonly kind: 'cannot-help' }
  | { readonly kind: 'not-found' };

export interface DeviceMove {
  readonly mac: MacAddress;
  readonly from: LocationCode;
  readonly to: LocationCode;
}

export interface PlannedDevice {
  readonly portLocation: LocationCode;
  readonly adapterId: SriovAdapterId;
  readonly adapterLocation: LocationCode;
  readonly portId: PhysicalPortId;
  readonly viosUuid: ViosUuid;
  readonly viosName: string;
  readonly capacity: Capacity;
  readonly maxCapacity: Capacity | undefined;
  readonly priority: FailoverPriority;
  readonly why: ChoiceReasons;
}

/** The figures behind one device. `decidedBy` is what set the choice apart from its closest rival. */
export interface ChoiceReasons {
  readonly adapter: {
    readonly decidedBy: AdapterCriterion | 'only-choice';
    /** Devices of this vNIC that the adapter already had. */
    readonly devicesBefore: number;
    /** Devices like this one that the adapter could have taken. */
    readonly room: number;
  };
  readonly port: {
    readonly decidedBy: PortCriterion | 'only-choice';
    readonly slots: number;
    readonly freeLogicalPorts: number;
    readonly freeCapacity: Capacity;
  };
  readonly vios: {
    readonly eligible: number;
    /** Backing devices, of all vNICs, that it served before. */
    readonly served: number;
    /** Other devices of this vNIC that it serves. */
    readonly shared: number;
  };
  readonly priority: {
    /** 0 carries the traffic. */
    readonly rank: number;
    /** Paths of other vNICs that carry traffic there already. */
    readonly activePaths: { readonly port: number; readonly adapter: number; readonly vios: number };
    /** Against the device that it takes over from. */
    readonly sharesAdapter: boolean;
    readonly sharesVios: boolean;
  };
}

/** `spread` comes before all others for the second device, and after `room-ahead` from then on. */
export type AdapterCriterion = 'spread' | 'room' | PortCriterion;
export type PortCriterion = 'link' | 'room-ahead' | 'slots' | 'free-capacity' | 'active-paths' | 'location';

/** Everything that was looked at and not taken, so that no port and no VIOS is passed over in silence. */
export interface Survey {
  readonly refusedAdapters: readonly RefusedAdapter[];
  readonly refusedPorts: readonly RefusedPort[];
  readonly refusedVioses: readonly RefusedVios[];
  readonly passedOverPorts: readonly PassedOverPort[];
  readonly passedOverVioses: readonly PassedOverVios[];
}

export interface RefusedAdapter {
  readonly location: LocationCode;
  readonly description: string;
  readonly reason: AdapterRefusal;
}

export interface RefusedPort {
  readonly location: LocationCode;
  readonly adapterLocation: LocationCode;
  readonly reasons: readonly PortRefusal[];
}

export interface RefusedVios {
  readonly uuid: ViosUuid;
  readonly name: string;
  readonly reason: ViosRefusal;
}

/** Fit, but not taken. */
export interface PassedOverPort {
  readonly location: LocationCode;
  readonly slots: number;
  readonly because:
    | { readonly kind: 'adapter-lost'; readonly by: AdapterCriterion; readonly to: LocationCode }
    | { readonly kind: 'port-lost'; readonly by: PortCriterion; readonly to: LocationCode }
    | { readonly kind: 'adapter-full'; readonly free: number }
    | { readonly kind: 'not-planned' };
}

export interface PassedOverVios {
  readonly uuid: ViosUuid;
  readonly name: string;
  readonly served: number;
}

/** What stands between a request and its vNIC: the one thing to change first. */
export type Constraint =
  | { readonly kind: 'redundancy-out-of-range'; readonly redundancy: number; readonly maximum: number }
  | { readonly kind: 'max-below-capacity'; readonly maxCapacity: Capacity; readonly capacity: Capacity }
  /** The owner is absent when a plan in flight holds the address. */
  | {
      readonly kind: 'mac-in-use';
      readonly mac: MacAddress;
      readonly partitionUuid: PartitionUuid | undefined;
      /** As people name it: {@link namePartition}. */
      readonly owner: string | undefined;
    }
  | {
      readonly kind: 'partition-full';
      readonly partitionUuid: PartitionUuid;
      /** As people name it: {@link namePartition}. */
      readonly partition: string;
      readonly vnics: number;
      readonly limit: number;
    }
  /** In maintenance. `note`: who marked it and why. */
  | { readonly kind: 'host-cordoned'; readonly system: string; readonly note: string }
  | { readonly kind: 'system-not-vnic-capable'; readonly system: string }
  | {
      readonly kind: 'system-not-failover-capable';
      readonly system: string;
      readonly redundancy: number;
    }
  | { readonly kind: 'no-vios'; readonly vioses: number }
  | { readonly kind: 'no-failover-vios'; readonly redundancy: number; readonly usable: readonly string[] }
  | {
      readonly kind: 'too-few-vnic-servers';
      readonly wanted: number;
      readonly free: number;
      readonly vioses: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'no-port-on-network';
      readonly network: string;
      readonly networks: readonly string[];
      readonly looksAlike: readonly string[];
    }
  | { readonly kind: 'no-eligible-port'; readonly network: string; readonly ports: number }
  | {
      readonly kind: 'too-few-ports';
      readonly network: string;
      readonly wanted: number;
      readonly placeable: number;
      readonly eligible: number;
      /** Adapters that could take fewer devices than they have eligible ports. */
      readonly tightAdapters: readonly TightAdapter[];
    };

export interface TightAdapter {
  readonly location: LocationCode;
  readonly free: number;
  readonly eligible: number;
}

/** True of a plan, allowed, and worth knowing before it is carried out. */
export type Weakness =
  | {
      readonly kind: 'fewer-devices';
      readonly wanted: number;
      readonly placed: number;
      readonly because: Constraint;
    }
  | {
      readonly kind: 'shared-adapter';
      readonly adapterLocation: LocationCode;
      readonly ports: readonly LocationCode[];
      /** No device is elsewhere: the loss of this one adapter cuts the vNIC off. */
      readonly all: boolean;
    }
  | {
      readonly kind: 'shared-vios';
      readonly viosName: string;
      readonly ports: readonly LocationCode[];
      readonly all: boolean;
    }
  | { readonly kind: 'link-down'; readonly ports: readonly LocationCode[] }
  | { readonly kind: 'unlabelled-port'; readonly ports: readonly LocationCode[] }
  | { readonly kind: 'many-devices'; readonly devices: number };
