import type {
  LocationCode,
  LogicalPortUuid,
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
import type { SriovAdapter } from './adapter-state.ts';
import type { Migration, MigrationFailure } from './migration/migration-state.ts';
import type { PartitionState } from './partition-state.ts';

export type { AdapterPersonality, AdapterState, PhysicalPort, SriovAdapter } from './adapter-state.ts';
export type { PartitionState } from './partition-state.ts';

/**
 * Everything that a simulated console knows, as plain mutable data: JSON in, JSON out. Only the verbs of this folder
 * change it. What follows from the logical ports (allocated capacity, counts, free virtual functions) is not stored:
 * see port-allocation.ts.
 */
export type PlatformState = {
  readonly format: 2;
  console: ManagementConsole;
  systems: ManagedSystem[];
  settings: PlatformSettings;
  /** Simulated milliseconds at which something happens by itself: an adapter is ready, RMC comes up. */
  pending: PendingChange[];
  /** Makes UUIDs and MAC addresses: the same world and verbs always give the same ones. */
  identity: { seed: string; nextSerial: number };
};

/** Objects with an etag count their changes; see touch.ts. */
export type Revised = { revision: number };

type PlatformSettings = {
  personality: 'novalink' | 'hmc';
  /** `recorded`: the feed never reports vNICs, logical ports or links, as in event_feed.txt [R]. */
  events: 'full' | 'recorded';
  /** By which way the platform lets backing devices of an existing vNIC be added and removed. */
  backingDeviceChange: 'rest' | 'cli' | 'none';
  enforceUniqueMac: boolean;
  /** Taking a logical port that another partition owns: `silent` moves it, as seen on real hosts [H]. */
  logicalPortMove: 'silent' | 'refused';
  /** A logical port may be created on a port whose link is down. */
  linkDownAllowed: boolean;
  /** Without a client network adapter on the management network RMC never comes up [R]. */
  rmcNeedsNetwork: boolean;
  rmcDelayMs: number;
  adapterStartMs: number;
  /** Remembered, not confirmed on hardware [?]. */
  labelLimit: number;
  subLabelLimit: number;
  vnicsPerPartition: number;
  vnicServersPerVios: number;
  /** How long a shutdown waits for an operating system that does not answer [?]. */
  osShutdownTimeoutMs: number;
  /** From the start of a migration to its end, whatever moves [?]. */
  migrationMs: number;
  /** The job parameter that lets vNICs arrive with fewer devices; its real name is not known [?]. */
  vnicRedundancyOverride: string;
};

export type MachineTypeModelSerial = { type: string; model: string; serial: string };

/** Such as V10R3 M1060. */
type ConsoleLevel = { version: string; release: string; servicePack: string };

export type ManagementConsole = Revised & {
  uuid: string;
  name: string;
  machine: MachineTypeModelSerial;
  /** An HMC's alone. */
  level?: ConsoleLevel | undefined;
  /** Of user `wlp`, by which NovaLinks reach each other for migrations (managementconsole_ssh.txt of pypowervm [R]). */
  publicSshKey: string;
  authorizedKeys: string[];
};

export type ManagedSystem = Revised & {
  /** What the console saw last, while it has no connection: it goes on answering that. */
  lastSeen?: ManagedSystem;
  uuid: SystemUuid;
  name: string;
  machine: MachineTypeModelSerial;
  state: string;
  primaryIpAddress: string;
  secondaryIpAddress: string;
  /** Level of its firmware, such as FW950.40 (101); documents of an old schema leave it out. */
  firmware?: string | undefined;
  /** Schema level of the documents, such as V1_3_0. */
  schemaVersion: string;
  /** `AssociatedSystemCapabilities` by element name, in document order. */
  capabilities: Record<string, string>;
  /** Who may change this system: the other kind of console is refused. */
  master: 'novalink' | 'hmc' | 'none';
  maximumPartitions: number;
  memory: SystemMemory;
  processors: SystemProcessors;
  migration: MigrationFigures;
  /** Slots of I/O that are not SR-IOV adapters are not simulated. */
  adapters: SriovAdapter[];
  virtualSwitches: VirtualSwitch[];
  vioses: VirtualIoServer[];
  partitions: LogicalPartition[];
  /** All configured virtual functions, direct ones and those of vNICs. */
  logicalPorts: LogicalPort[];
};

/** Megabytes. What is available is not stored: see available-resources.ts. */
type SystemMemory = {
  configurable: number;
  installed: number;
  /** In use by nothing that the state knows; negative where a recording shows more free than its partitions leave. */
  unaccounted: number;
  usedByHypervisor: number;
  blockSize: number;
  regionSize: number;
};

/** Units as the document writes them, such as 36 or 0.05. */
type SystemProcessors = {
  configurable: number;
  installed: number;
  unaccounted: number;
  minimumPerVirtualProcessor: number;
  maximumPerPartition: number;
  compatibilityModes: string[];
};

/** How many migrations are in progress is counted on every look. */
type MigrationFigures = { maximumInactive: number; maximumActive: number };

export type VirtualSwitch = Revised & { uuid: string; id: number; name: string; mode: 'Veb' | 'Vepa' };

export type RmcState = 'active' | 'inactive' | 'none' | 'busy' | 'unknown';

/** What partitions and VIOSes have in common. */
export type PartitionBase = Revised & {
  id: number;
  name: string;
  state: PartitionState;
  rmc: RmcState;
  ioDlparCapable: boolean;
  maximumVirtualSlots: number;
  profileSync: 'On' | 'Disabled' | 'Suspend';
  /** Comes up when its system does. */
  autoStart: boolean;
  operatingSystem: string;
  memory: { minimum: number; desired: number; maximum: number };
  processors: {
    dedicated: boolean;
    minimumUnits: number;
    desiredUnits: number;
    maximumUnits: number;
    minimumVirtual: number;
    desiredVirtual: number;
    maximumVirtual: number;
    sharingMode: string;
    uncappedWeight: number;
  };
  compatibilityMode: string;
  /** Becomes the current mode at the next activation. */
  pendingCompatibilityMode: string;
};

export type VirtualIoServer = PartitionBase & {
  uuid: ViosUuid;
  isManagementPartition: boolean;
  isVnicCapable: boolean;
  vnicFailoverCapable: boolean;
  isMoverServicePartition: boolean;
};

export type LogicalPartition = PartitionBase & {
  uuid: PartitionUuid;
  type: 'AIX/Linux' | 'OS400';
  migrationState: string;
  migration?: Migration;
  /** What goes wrong with the next migration; a test asked for it. */
  migrationFailure?: MigrationFailure;
  /** The operating system answers when it is told to shut down. */
  osResponsive: boolean;
  hasOpenVterm: boolean;
  remoteRestartCapable: boolean;
  simplifiedRemoteRestartCapable: boolean;
  vnics: Vnic[];
  clientNetworkAdapters: ClientNetworkAdapter[];
};

export type Vnic = Revised & {
  uuid: VnicUuid;
  createdMs: number;
  slot: SlotNumber;
  drcName: string;
  mac: MacAddress;
  portVlanId: VlanId;
  portVlanPriority: number;
  /** `ALL`, `NONE` or a list of VLANs parted by spaces. */
  allowedVlans: string;
  /** `ALL`, `NONE` or a list of MAC addresses parted by spaces. */
  allowedMacs: string;
  autoFailback: boolean;
  desiredCapacity: number;
  /** The guest's operating system uses it, so that it cannot be removed while the partition runs [H]. */
  heldByOs: boolean;
  backingDevices: BackingDevice[];
};

export type BackingDeviceStatus =
  | 'OPERATIONAL'
  | 'POWERED_OFF'
  | 'LINK_DOWN'
  | 'NETWORK_ERROR'
  | 'UNRESPONSIVE'
  | 'ADAPTER_ERROR'
  | 'UNKNOWN';

export type BackingDevice = {
  vios: ViosUuid;
  adapter: SriovAdapterId;
  port: PhysicalPortId;
  logicalPort: LogicalPortUuid;
  priority: number;
  isActive: boolean;
  status: BackingDeviceStatus;
  currentCapacity: number;
  currentMaxCapacity: number;
  desiredCapacity: number;
  desiredMaxCapacity: number;
};

export type LogicalPort = Revised & {
  uuid: LogicalPortUuid;
  owner: PartitionUuid | ViosUuid;
  usage: 'NOT_VNIC' | 'DEDICATED_VNIC';
  adapter: SriovAdapterId;
  port: PhysicalPortId;
  /** n of the adapter's virtual function: its DRC index, name and location code follow from it. */
  virtualFunction: number;
  /** `LogicalPortID`. */
  logicalPortId: number;
  drcName: string;
  locationCode: LocationCode;
  configurationId: number;
  isFunctional: boolean;
  isPromiscuous: boolean;
  isDiagnostic: boolean;
  isHugeDma: boolean;
  capacity: number;
  maxCapacity: number;
  portVlanId: VlanId;
  priority: number;
  allowablePriorities: string;
  mac: MacAddress;
  allowedMacs: string;
  allowedVlans: string;
};

export type ClientNetworkAdapter = Revised & {
  uuid: string;
  slot: SlotNumber;
  drcName: string;
  mac: MacAddress;
  portVlanId: number;
  taggedVlanIds: string;
  taggedVlanSupported: boolean;
  virtualSwitch: string;
};

export type PendingChange =
  | { kind: 'MIGRATION_STEP'; due: number; system: SystemUuid; partition: PartitionUuid }
  | { kind: 'ADAPTER_READY'; due: number; system: SystemUuid; adapter: number }
  | { kind: 'RMC_UP'; due: number; system: SystemUuid; partition: PartitionUuid | ViosUuid };
