import { availableMemory, availableProcessors, isActivated, unitsOf } from './available-resources.ts';
import {
  checkCompatibilityMode,
  checkMaximumSlots,
  checkMemory,
  checkPartitionName,
  checkProcessors,
} from './check-partition.ts';
import { checkDlpar, checkMaster, checkNotMigrating } from './check-writable.ts';
import type { PartitionSettings } from './create-partition.ts';
import { partitionOf, systemOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem } from './platform-state.ts';
import { touch } from './touch.ts';

/** What of a partition may change through its document; only what is named changes, and all of it or nothing. */
export function changePartition(
  platform: Platform,
  request: PartitionSettings & { readonly system: string; readonly partition: string },
): LogicalPartition {
  const { system: systemUuid, partition: partitionUuid, ...settings } = request;
  const system = systemOf(platform, systemUuid);
  const partition = partitionOf(system, partitionUuid);
  checkMaster(platform, system);
  checkNotMigrating(partition);
  checkSettings(system, partition, settings);
  if (isActivated(partition)) checkWhileActive(system, partition, settings);
  Object.assign(partition, settings);
  touch(partition, system);
  platform.announce({
    kind: 'MODIFY',
    path: ['LogicalPartition', partition.uuid],
    details: ['PartitionName', 'Other'],
  });
  return partition;
}

function checkSettings(
  system: ManagedSystem,
  partition: LogicalPartition,
  { name, memory, processors, maximumVirtualSlots, pendingCompatibilityMode }: PartitionSettings,
): void {
  if (name !== undefined) checkPartitionName(system, name, partition);
  if (memory !== undefined && !isSame(memory, partition.memory)) checkMemory(system, memory);
  if (processors !== undefined && !isSame(processors, partition.processors)) {
    checkProcessors(system, processors);
  }
  if (maximumVirtualSlots !== undefined && maximumVirtualSlots !== partition.maximumVirtualSlots) {
    checkMaximumSlots(maximumVirtualSlots, partition);
  }
  if (
    pendingCompatibilityMode !== undefined &&
    pendingCompatibilityMode !== partition.pendingCompatibilityMode
  ) {
    checkCompatibilityMode(system, pendingCompatibilityMode);
  }
}

/** A running partition keeps its limits and its kind of processors; what is added must be there. */
function checkWhileActive(
  system: ManagedSystem,
  partition: LogicalPartition,
  { memory = partition.memory, processors = partition.processors, ...settings }: PartitionSettings,
): void {
  const { maximumVirtualSlots: slots = partition.maximumVirtualSlots } = settings;
  const desired = {
    memory: { ...partition.memory, desired: memory.desired },
    processors: {
      ...partition.processors,
      desiredUnits: processors.desiredUnits,
      desiredVirtual: processors.desiredVirtual,
      sharingMode: processors.sharingMode,
      uncappedWeight: processors.uncappedWeight,
    },
  };
  if (slots !== partition.maximumVirtualSlots || !isSame(desired, { memory, processors })) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-ACTIVE',
      `Partition ${partition.name} is ${partition.state}: its limits change only when it is not activated.`,
    );
  }
  if (!isSame({ memory, processors }, { memory: partition.memory, processors: partition.processors })) {
    checkDlpar(partition);
  }
  checkRoom(system, partition.name, {
    memory: memory.desired - partition.memory.desired,
    processors: unitsOf(processors) - unitsOf(partition.processors),
  });
}

/** Whether the system has so much more memory (megabytes) and processor units to give. */
export function checkRoom(
  system: ManagedSystem,
  name: string,
  added: { readonly memory: number; readonly processors: number },
): void {
  const memory = availableMemory(system);
  if (added.memory > 0 && added.memory > memory) {
    throw new PlatformRefusal(
      400,
      'SIM-MEMORY-SHORT',
      `Partition ${name} takes ${added.memory} MB of memory and ${system.name} has ${memory} MB available.`,
    );
  }
  const processors = availableProcessors(system);
  if (added.processors > 0 && added.processors > processors + 1e-9) {
    throw new PlatformRefusal(
      400,
      'SIM-PROCESSORS-SHORT',
      `Partition ${name} takes ${added.processors} processor units and ${system.name} has ${processors} available.`,
    );
  }
}

function isSame(left: object, right: object): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
