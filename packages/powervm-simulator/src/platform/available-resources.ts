import type { ManagedSystem, PartitionBase } from './platform-state.ts';

/** Only a partition that is on holds memory and processors [?]: one that is off has given them back. */
export function isActivated({ state }: Pick<PartitionBase, 'state'>): boolean {
  return state !== 'not activated' && state !== 'migrating not active';
}

/** `CurrentAvailableSystemMemory`, in megabytes. Derived on every look, so that no change can forget it. */
export function availableMemory(system: ManagedSystem): number {
  const { configurable, usedByHypervisor, unaccounted } = system.memory;
  return configurable - usedByHypervisor - unaccounted - memoryInUse(system);
}

/** `CurrentAvailableSystemProcessorUnits`: units have two decimals. */
export function availableProcessors(system: ManagedSystem): number {
  const { configurable, unaccounted } = system.processors;
  return Math.round((configurable - unaccounted - processorsInUse(system)) * 100) / 100;
}

export function memoryInUse(system: Pick<ManagedSystem, 'vioses' | 'partitions'>): number {
  return activated(system).reduce((sum, { memory }) => sum + memory.desired, 0);
}

export function processorsInUse(system: Pick<ManagedSystem, 'vioses' | 'partitions'>): number {
  return activated(system).reduce((sum, { processors }) => sum + unitsOf(processors), 0);
}

/** A dedicated processor counts as a whole unit. */
export function unitsOf(processors: PartitionBase['processors']): number {
  return processors.dedicated ? processors.desiredVirtual : processors.desiredUnits;
}

function activated({
  vioses,
  partitions,
}: Pick<ManagedSystem, 'vioses' | 'partitions'>): readonly PartitionBase[] {
  return [...vioses, ...partitions].filter(isActivated);
}
