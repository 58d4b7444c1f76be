import {
  parseCapacityPercent,
  parseFailoverPriority,
  parseLocationCode,
  parseMacAddress,
  parsePartitionUuid,
  parsePhysicalPortId,
  parseSlotNumber,
  parseSriovAdapterId,
  parseSystemUuid,
  parseViosUuid,
  parseVlanId,
  parseVnicUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type AccessList,
  deepFreeze,
  type HostSnapshot,
  type PartitionSnapshot,
  type PhysicalPortSnapshot,
  type SriovAdapterSnapshot,
  type ViosSnapshot,
  type VnicRequest,
  type VnicSnapshot,
} from '../src/index.ts';

/** A host in few words; everything left out is healthy and roomy. */
export interface HostSpec {
  readonly system?: {
    readonly vnicCapable?: boolean;
    readonly vnicFailoverCapable?: boolean;
    readonly consoleIsMaster?: boolean;
  };
  readonly adapters?: readonly AdapterSpec[];
  readonly vioses?: readonly ViosSpec[];
  readonly partitions?: readonly PartitionSpec[];
  readonly vnics?: readonly VnicSpec[];
}

interface PartitionSpec {
  readonly name?: string;
  readonly type?: string;
  readonly state?: string;
  readonly rmc?: string;
}

export interface AdapterSpec {
  readonly mode?: string;
  readonly state?: string;
  readonly personality?: string;
  readonly numbered?: boolean;
  /** Logical ports of the whole adapter; `null` when the platform does not say. */
  readonly limit?: number | null;
  readonly ports: readonly PortSpec[];
}

export interface PortSpec {
  readonly label?: string;
  readonly linkUp?: boolean | null;
  readonly allocated?: string;
  readonly granularity?: string;
  /** Logical ports in use, and how many there may be. */
  readonly used?: number;
  readonly limit?: number;
  readonly mtu?: string;
  readonly speed?: string;
  readonly switchMode?: string;
  readonly pvids?: readonly [number, number];
  /** The figures of an adapter that is still coming up. */
  readonly silent?: boolean;
}

export interface ViosSpec {
  readonly name?: string;
  readonly state?: string;
  readonly rmc?: string;
  readonly management?: boolean;
  readonly vnicCapable?: boolean;
  readonly failoverCapable?: boolean;
}

export interface VnicSpec {
  readonly mac: string;
  /** Number of its partition, from 1. */
  readonly partition?: number;
  readonly vlan?: number;
  readonly allowedVlans?: AccessList;
  readonly allowedMacs?: AccessList;
  /** `adapter/port/VIOS number`, each from 1, 0 and 1; the first is active. */
  readonly devices: readonly string[];
  /** Of each device; OPERATIONAL and 10, 20, ... when left out. */
  readonly statuses?: readonly (string | null)[];
  readonly priorities?: readonly number[];
  readonly capacity?: string;
}

export interface RequestSpec {
  readonly network?: string;
  readonly redundancy?: number;
  readonly policy?: 'strict' | 'best-effort';
  readonly capacity?: string;
  readonly maxCapacity?: string;
  readonly vlan?: number;
  readonly mac?: string;
  readonly allowLinkDown?: boolean;
}

export function buildHost(spec: HostSpec = {}): HostSnapshot {
  const twoPorts = { ports: [{}, {}] };
  return deepFreeze({
    system: {
      uuid: parseSystemUuid('f889b0cf-25ac-3d76-8e54-6d94fbf13351'),
      name: 'Server-8286-42A',
      vnicCapable: spec.system?.vnicCapable ?? true,
      vnicFailoverCapable: spec.system?.vnicFailoverCapable ?? true,
      consoleIsMaster: spec.system?.consoleIsMaster ?? true,
    },
    adapters: (spec.adapters ?? [twoPorts, twoPorts]).map(buildAdapter),
    vioses: (spec.vioses ?? [{}, {}]).map(buildVios),
    partitions: (spec.partitions ?? []).map(buildPartition),
    vnics: (spec.vnics ?? []).map(buildVnic),
  });
}

export function buildRequest(spec: RequestSpec = {}): VnicRequest {
  return deepFreeze({
    network: spec.network ?? 'prod_net',
    redundancy: spec.redundancy ?? 2,
    redundancyPolicy: spec.policy ?? 'strict',
    capacity: spec.capacity === undefined ? undefined : parseCapacityPercent(spec.capacity),
    maxCapacity: spec.maxCapacity === undefined ? undefined : parseCapacityPercent(spec.maxCapacity),
    vlan: parseVlanId(spec.vlan ?? 100),
    mac: parseMacAddress(spec.mac ?? 'fa:16:3e:0e:f6:ec'),
    allowLinkDown: spec.allowLinkDown ?? false,
  });
}

export function partitionUuid(number: number) {
  return parsePartitionUuid(`020C9406-2B1A-461D-A8D3-0C9A7EB6${String(number).padStart(4, '0')}`);
}

export function viosUuid(number: number) {
  return parseViosUuid(`3443DB77-AED1-47ED-9AA5-3DB9C6CF${String(number).padStart(4, '0')}`);
}

function buildAdapter(spec: AdapterSpec, index: number): SriovAdapterSnapshot {
  const numbered = spec.numbered ?? (spec.mode ?? 'Sriov') === 'Sriov';
  const adapterId = numbered ? parseSriovAdapterId(index + 1) : undefined;
  const location = `U78C7.001.RCH0004-P1-C${index + 8}`;
  return {
    adapterId,
    drcIndex: 553_713_680 + index,
    location: parseLocationCode(location),
    description: 'PCIe3 4-Port 10GbE SR-IOV Adapter',
    mode: spec.mode ?? 'Sriov',
    state: spec.state ?? 'Running',
    personality: spec.personality ?? 'MIN_CAPACITY',
    maximumLogicalPorts: spec.limit === null ? undefined : (spec.limit ?? 48),
    ports: spec.ports.map((port, portIndex) => ({
      adapterId,
      portId: parsePhysicalPortId(portIndex),
      location: parseLocationCode(`${location}-T${portIndex + 1}`),
      ...buildPort(port),
    })),
  };
}

function buildPort(spec: PortSpec): Omit<PhysicalPortSnapshot, 'adapterId' | 'portId' | 'location'> {
  const told = spec.silent !== true;
  return {
    label: spec.label ?? 'prod_net',
    sublabel: '',
    linkUp: spec.linkUp === null ? undefined : (spec.linkUp ?? true),
    switchMode: spec.switchMode ?? 'Veb',
    mtu: spec.mtu ?? 'E_1500',
    speed: spec.speed ?? 'E10Gbps',
    allocatedCapacity: told ? parseCapacityPercent(spec.allocated ?? '0%') : undefined,
    granularity: told ? parseCapacityPercent(spec.granularity ?? '2%') : undefined,
    configuredLogicalPorts: told ? (spec.used ?? 0) : undefined,
    configuredMaxLogicalPorts: told ? (spec.limit ?? 20) : undefined,
    maxSupportedLogicalPorts: told ? (spec.limit ?? 20) : undefined,
    minimumPvid: told ? (spec.pvids?.[0] ?? 2) : undefined,
    maximumPvid: told ? (spec.pvids?.[1] ?? 4094) : undefined,
  };
}

function buildVios(spec: ViosSpec, index: number): ViosSnapshot {
  return {
    uuid: viosUuid(index + 1),
    partitionId: index + 1,
    name: spec.name ?? `vios${index + 1}`,
    state: spec.state ?? 'running',
    rmc: spec.rmc ?? 'active',
    isManagementPartition: spec.management ?? false,
    vnicCapable: spec.vnicCapable ?? true,
    vnicFailoverCapable: spec.failoverCapable ?? true,
  };
}

function buildPartition(spec: PartitionSpec, index: number): PartitionSnapshot {
  return {
    uuid: partitionUuid(index + 1),
    partitionId: index + 11,
    name: spec.name ?? `lpar${index + 1}`,
    type: spec.type ?? 'AIX/Linux',
    state: spec.state ?? 'running',
    rmc: spec.rmc ?? 'active',
    dynamicIoCapable: true,
    migrationState: 'Not_Migrating',
  };
}

function buildVnic(spec: VnicSpec, index: number): VnicSnapshot {
  return {
    uuid: parseVnicUuid(`c4cd2502-caf5-399d-97f8-${String(index).padStart(12, '0')}`),
    partitionUuid: partitionUuid(spec.partition ?? 1),
    mac: parseMacAddress(spec.mac),
    slot: parseSlotNumber(index + 7),
    vlan: parseVlanId(spec.vlan ?? 100),
    allowedVlans: spec.allowedVlans ?? 'NONE',
    allowedMacs: spec.allowedMacs ?? 'NONE',
    devices: spec.devices.map((device, rank) => {
      const [adapter = '', port = '', vios = ''] = device.split('/');
      return {
        viosUuid: viosUuid(Number(vios)),
        adapterId: parseSriovAdapterId(adapter),
        portId: parsePhysicalPortId(port),
        capacity: parseCapacityPercent(spec.capacity ?? '2%'),
        priority: parseFailoverPriority(spec.priorities?.[rank] ?? (rank + 1) * 10),
        isActive: rank === 0,
        status: spec.statuses?.[rank] === null ? undefined : (spec.statuses?.[rank] ?? 'OPERATIONAL'),
      };
    }),
  };
}
