import type {
  Capacity,
  FailoverPriority,
  LocationCode,
  MacAddress,
  PartitionUuid,
  PhysicalPortId,
  SlotNumber,
  SriovAdapterId,
  SystemUuid,
  ViosUuid,
  VlanId,
  VnicUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';

/**
 * What is known of a host at one moment: plain frozen data, built from REST documents, read by every decision of this
 * package. A figure that the platform does not give (an adapter that is Initializing leaves most of them out) is
 * `undefined`, never a made-up zero. Words of the platform (`mode`, `state`, `status`) stay strings: newer
 * firmware adds values, and a decision that does not know one treats it as not fit.
 */
export interface HostSnapshot {
  readonly system: SystemSnapshot;
  readonly adapters: readonly SriovAdapterSnapshot[];
  readonly vioses: readonly ViosSnapshot[];
  readonly partitions: readonly PartitionSnapshot[];
  readonly vnics: readonly VnicSnapshot[];
}

export interface SystemSnapshot {
  readonly uuid: SystemUuid;
  readonly name: string;
  readonly vnicCapable: boolean;
  readonly vnicFailoverCapable: boolean;
  /** Whether the console that gave these documents is the management master; writes through another are refused. */
  readonly consoleIsMaster: boolean;
  /** What there is for partitions, as far as the document tells. */
  readonly resources?: SystemResources;
}

/** Figures that no decision on SR-IOV reads: they are reported. */
export interface SystemResources {
  /** Megabytes. */
  readonly configurableMemory: number | undefined;
  readonly availableMemory: number | undefined;
  readonly memoryRegionSize: number | undefined;
  /** Processing units, which need not be whole. */
  readonly configurableProcessorUnits: number | undefined;
  readonly availableProcessorUnits: number | undefined;
}

export interface SriovAdapterSnapshot {
  /** Absent unless the adapter is in mode Sriov. */
  readonly adapterId: SriovAdapterId | undefined;
  /** `AdapterID`: the DRC index, there in every mode. */
  readonly drcIndex: number;
  readonly location: LocationCode;
  readonly description: string;
  /** `Sriov`, `Dedicated`, ... */
  readonly mode: string;
  /** `Running`, `Initializing`, `NotConfigured`, `Failed`, ... */
  readonly state: string;
  /** `MIN_CAPACITY`, `MAX_MIN_CAPACITY`, ... */
  readonly personality: string | undefined;
  /** `MaximumLogicalPortsSupported`: logical ports on all ports of the adapter together. */
  readonly maximumLogicalPorts: number | undefined;
  readonly ports: readonly PhysicalPortSnapshot[];
}

export interface PhysicalPortSnapshot {
  readonly adapterId: SriovAdapterId | undefined;
  readonly portId: PhysicalPortId;
  readonly location: LocationCode;
  /** As the platform has it: empty, or longer than a client may write. */
  readonly label: string;
  readonly sublabel: string;
  readonly linkUp: boolean | undefined;
  /** `Veb` or `Vepa`. */
  readonly switchMode: string | undefined;
  /** `E_1500` or `E_9000`. */
  readonly mtu: string | undefined;
  readonly speed: string | undefined;
  readonly allocatedCapacity: Capacity | undefined;
  readonly granularity: Capacity | undefined;
  readonly configuredLogicalPorts: number | undefined;
  readonly configuredMaxLogicalPorts: number | undefined;
  readonly maxSupportedLogicalPorts: number | undefined;
  readonly minimumPvid: number | undefined;
  readonly maximumPvid: number | undefined;
}

export interface ViosSnapshot {
  readonly uuid: ViosUuid;
  readonly partitionId: number;
  readonly name: string;
  /** `running`, `not activated`, ... */
  readonly state: string;
  /** `active`, `inactive`, `busy`, `none`, `unknown`. */
  readonly rmc: string;
  /** The NovaLink partition itself may serve vNICs; it needs no RMC connection to itself. */
  readonly isManagementPartition: boolean;
  readonly vnicCapable: boolean;
  readonly vnicFailoverCapable: boolean;
}

/** A client partition. */
export interface PartitionSnapshot {
  readonly uuid: PartitionUuid;
  readonly partitionId: number;
  readonly name: string;
  /** `AIX/Linux` or `OS400`. */
  readonly type: string;
  readonly state: string;
  readonly rmc: string;
  /** `DynamicLogicalPartitionIOCapable`: I/O can be changed while it runs. */
  readonly dynamicIoCapable: boolean;
  /** `Not_Migrating`, ... */
  readonly migrationState: string;
}

export interface VnicSnapshot {
  readonly uuid: VnicUuid;
  readonly partitionUuid: PartitionUuid;
  readonly mac: MacAddress;
  readonly slot: SlotNumber | undefined;
  readonly vlan: VlanId;
  readonly allowedVlans: AccessList;
  readonly allowedMacs: AccessList;
  readonly devices: readonly BackingDeviceSnapshot[];
}

/** `AllowedVLANIDs` and `AllowedOperatingSystemMACAddresses`: everything, nothing, or the values listed. */
export type AccessList = 'ALL' | 'NONE' | readonly string[];

export interface BackingDeviceSnapshot {
  readonly viosUuid: ViosUuid;
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
  /** Desired, not current: the platform reserves what was asked for (sriov-rules [H]). */
  readonly capacity: Capacity;
  /** Absent on platforms without vNIC failover (vnic_feed.txt [R]). */
  readonly priority: FailoverPriority | undefined;
  readonly isActive: boolean | undefined;
  /** `OPERATIONAL`, `LINK_DOWN`, ... */
  readonly status: string | undefined;
}
