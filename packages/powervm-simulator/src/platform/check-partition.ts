import { unitsOf } from './available-resources.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem, PartitionBase } from './platform-state.ts';

/* What a partition must be like on its system, whether it is new or changed. Whether there is room is asked at power on. */

/** Printable ASCII but for what consoles and shells take apart (pypowervm util.py [R]). */
const partitionName = /^(?=\S)[-\w !#%+,./:;=@^{}~]{1,31}$/;

export function checkPartitionName(system: ManagedSystem, name: string, self?: LogicalPartition): void {
  if (!partitionName.test(name)) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-NAME',
      `${JSON.stringify(name)} is no partition name: 1 to 31 characters, none of ()\\<>*$&?|[]'"\`.`,
    );
  }
  const namesake = [...system.partitions, ...system.vioses].find(
    (other) => other !== self && other.name === name,
  );
  if (namesake !== undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-NAME-IN-USE',
      `Partition ${namesake.id} of ${system.name} is named ${name} already.`,
    );
  }
}

/** Megabytes, in whole blocks of the system. */
export function checkMemory(system: ManagedSystem, memory: PartitionBase['memory']): void {
  const { minimum, desired, maximum } = memory;
  const { blockSize, configurable, usedByHypervisor } = system.memory;
  const refuse = (why: string): never => {
    throw new PlatformRefusal(
      400,
      'SIM-MEMORY',
      `Memory ${minimum}, ${desired}, ${maximum} MB (minimum, desired, maximum) ${why}.`,
    );
  };
  if (minimum <= 0 || minimum > desired || desired > maximum) refuse('is not in this order, above 0');
  if ([minimum, desired, maximum].some((size) => size % blockSize !== 0)) {
    refuse(`is not in blocks of ${blockSize} MB`);
  }
  const most = configurable - usedByHypervisor;
  if (desired > most) refuse(`is more than ${system.name} has: ${most} MB`);
}

export function checkProcessors(system: ManagedSystem, processors: PartitionBase['processors']): void {
  const { minimumVirtual, desiredVirtual, maximumVirtual, uncappedWeight } = processors;
  const { maximumPerPartition, configurable } = system.processors;
  const refuse = (why: string): never => {
    throw new PlatformRefusal(400, 'SIM-PROCESSORS', `The processors ${why}.`);
  };
  const counts = [minimumVirtual, desiredVirtual, maximumVirtual];
  if (!counts.every(Number.isInteger) || !isRising([1, ...counts, maximumPerPartition])) {
    refuse(`${counts.join(', ')} are not whole numbers in this order, from 1 to ${maximumPerPartition}`);
  }
  if (!processors.dedicated) checkUnits(system, processors, refuse);
  if (uncappedWeight < 0 || uncappedWeight > 255)
    refuse(`have weight ${uncappedWeight}, which is not 0 to 255`);
  if (unitsOf(processors) > configurable) {
    refuse(`are ${unitsOf(processors)} units, more than ${system.name} has: ${configurable}`);
  }
}

export function checkCompatibilityMode(system: ManagedSystem, mode: string): void {
  const { compatibilityModes } = system.processors;
  if (compatibilityModes.includes(mode)) return;
  throw new PlatformRefusal(
    400,
    'SIM-COMPATIBILITY-MODE',
    `${system.name} has no processor compatibility mode ${mode}; it has ${compatibilityModes.join(', ')}.`,
  );
}

const mostSlots = 32_767; // pypowervm base_partition.py, max_virtual_slots [R]

export function checkMaximumSlots(slots: number, partition?: LogicalPartition): void {
  const adapters = partition === undefined ? [] : [...partition.vnics, ...partition.clientNetworkAdapters];
  const least = Math.max(2, ...adapters.map(({ slot }) => slot + 1));
  if (Number.isInteger(slots) && slots >= least && slots <= mostSlots) return;
  throw new PlatformRefusal(
    400,
    'SIM-MAXIMUM-SLOTS',
    `${slots} virtual slots are not ${least} to ${mostSlots}.`,
  );
}

function checkUnits(
  system: ManagedSystem,
  processors: PartitionBase['processors'],
  refuse: (why: string) => never,
): void {
  const { minimumUnits, desiredUnits, maximumUnits, desiredVirtual } = processors;
  const { minimumPerVirtualProcessor } = system.processors;
  if (minimumUnits <= 0 || !isRising([minimumUnits, desiredUnits, maximumUnits])) {
    refuse(
      `have ${minimumUnits}, ${desiredUnits}, ${maximumUnits} units, which are not in this order, above 0`,
    );
  }
  const least = desiredVirtual * minimumPerVirtualProcessor;
  if (desiredUnits + 1e-9 < least || desiredUnits > desiredVirtual) {
    refuse(
      `have ${desiredUnits} units for ${desiredVirtual} virtual ones: each takes ${minimumPerVirtualProcessor} to 1`,
    );
  }
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));
}
