import {
  type PartitionUuid,
  parseInstanceUuid,
  partitionUuidOf,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  checkCompatibilityMode,
  checkMaximumSlots,
  checkMemory,
  checkPartitionName,
  checkProcessors,
} from './check-partition.ts';
import { checkMaster } from './check-writable.ts';
import { systemOf } from './locate.ts';
import { nextUuid } from './make-identity.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem, PartitionBase } from './platform-state.ts';
import { touch } from './touch.ts';

/** What may be said of a partition at creation and later. */
export type PartitionSettings = {
  readonly name?: string;
  readonly memory?: PartitionBase['memory'];
  readonly processors?: PartitionBase['processors'];
  readonly maximumVirtualSlots?: number;
  readonly pendingCompatibilityMode?: string;
  readonly profileSync?: PartitionBase['profileSync'];
  readonly autoStart?: boolean;
  readonly simplifiedRemoteRestartCapable?: boolean;
};

export type CreatePartitionRequest = PartitionSettings & {
  readonly system: string;
  readonly name: string;
  readonly memory: PartitionBase['memory'];
  readonly processors: PartitionBase['processors'];
  readonly type?: LogicalPartition['type'];
  /** Absent: the lowest that is free. */
  readonly id?: number;
  /** Kept, its top bit cleared; absent: the platform makes one. */
  readonly uuid?: string;
};

/** A partition without adapters, not activated. Not a VIOS: those are installed, not only defined. */
export function createPartition(platform: Platform, request: CreatePartitionRequest): LogicalPartition {
  const system = systemOf(platform, request.system);
  const { name, memory, processors, type = 'AIX/Linux' } = request;
  const { maximumVirtualSlots = 64, pendingCompatibilityMode = 'default' } = request;
  checkMaster(platform, system);
  checkPartitionName(system, name);
  checkMemory(system, memory);
  checkProcessors(system, processors);
  checkMaximumSlots(maximumVirtualSlots);
  checkCompatibilityMode(system, pendingCompatibilityMode);
  const id = chooseId(system, request.id);
  const partition: LogicalPartition = {
    uuid: chooseUuid(platform, system, request.uuid),
    revision: 1,
    id,
    name,
    type,
    state: 'not activated',
    rmc: 'inactive',
    ioDlparCapable: true,
    maximumVirtualSlots,
    profileSync: request.profileSync ?? 'On',
    autoStart: request.autoStart ?? false,
    operatingSystem: 'Unknown',
    memory,
    processors,
    compatibilityMode: pendingCompatibilityMode,
    pendingCompatibilityMode,
    migrationState: 'Not_Migrating',
    osResponsive: true,
    hasOpenVterm: false,
    remoteRestartCapable: false,
    simplifiedRemoteRestartCapable: request.simplifiedRemoteRestartCapable ?? false,
    vnics: [],
    clientNetworkAdapters: [],
  };
  addPartition(platform, system, partition);
  return partition;
}

export function addPartition(platform: Platform, system: ManagedSystem, partition: LogicalPartition): void {
  system.partitions.push(partition);
  touch(system);
  platform.announce({ kind: 'ADD', path: ['LogicalPartition', partition.uuid], details: [] });
}

/** The number asked for, or the lowest that no partition and no VIOS has. */
export function chooseId(system: ManagedSystem, wish?: number): number {
  const taken = new Set([...system.vioses, ...system.partitions].map(({ id }) => id));
  if (taken.size >= system.maximumPartitions) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-LIMIT',
      `${system.name} has all its ${system.maximumPartitions} partitions.`,
    );
  }
  if (wish === undefined) {
    let id = 1;
    while (taken.has(id)) id += 1;
    return id;
  }
  if (wish < 1 || wish > system.maximumPartitions || taken.has(wish)) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-ID',
      `Partition id ${wish} is in use on ${system.name}, or not 1 to ${system.maximumPartitions}.`,
    );
  }
  return wish;
}

function chooseUuid(platform: Platform, system: ManagedSystem, wish: string | undefined): PartitionUuid {
  const uuid = partitionUuidOf(parseInstanceUuid(wish ?? nextUuid(platform.state)));
  if (!system.partitions.some((partition) => partition.uuid.toUpperCase() === uuid)) return uuid;
  throw new PlatformRefusal(
    400,
    'SIM-PARTITION-UUID-IN-USE',
    `${system.name} has a partition with UUID ${uuid} already.`,
  );
}
