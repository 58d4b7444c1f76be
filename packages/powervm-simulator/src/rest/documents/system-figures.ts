import { availableMemory, availableProcessors } from '../../platform/available-resources.ts';
import { countMigrations } from '../../platform/count-migrations.ts';
import type { ManagedSystem } from '../../platform/platform-state.ts';
import { empty, leaf, type Table } from './document-table.ts';

/** Order and marks of these three from sys_with_sriov.txt [R]. */
export const systemMemoryTable: Table<ManagedSystem> = [
  leaf('ConfigurableSystemMemory', 'ROR', ({ memory }) => memory.configurable),
  leaf('CurrentAvailableSystemMemory', 'ROR', availableMemory),
  leaf('CurrentLogicalMemoryBlockSize', 'ROR', ({ memory }) => memory.blockSize),
  leaf('DefaultHardwarePageTableRatio', 'COR', () => 6),
  leaf('InstalledSystemMemory', 'ROR', ({ memory }) => memory.installed),
  leaf('MaximumMemoryPoolCount', 'ROR', () => 1),
  leaf('MemoryRegionSize', 'CUD', ({ memory }) => memory.regionSize),
  leaf('MemoryUsedByHypervisor', 'ROR', ({ memory }) => memory.usedByHypervisor),
  leaf('PendingAvailableSystemMemory', 'CUD', availableMemory),
  leaf('PendingLogicalMemoryBlockSize', 'CUD', ({ memory }) => memory.blockSize),
  leaf('PendingMemoryRegionSize', 'CUD', ({ memory }) => memory.regionSize),
  empty('SharedMemoryPool', 'CUD'),
];

export const systemProcessorTable: Table<ManagedSystem> = [
  leaf('ConfigurableSystemProcessorUnits', 'ROR', ({ processors }) => processors.configurable),
  leaf('CurrentAvailableSystemProcessorUnits', 'ROR', availableProcessors),
  leaf('CurrentMaximumProcessorsPerAIXOrLinuxPartition', 'ROR', perPartition),
  leaf('CurrentMaximumProcessorsPerIBMiPartition', 'ROR', perPartition),
  leaf('CurrentMaximumAllowedProcessorsPerPartition', 'ROR', perPartition),
  leaf('CurrentMaximumProcessorsPerVirtualIOServerPartition', 'ROR', perPartition),
  leaf('CurrentMaximumVirtualProcessorsPerAIXOrLinuxPartition', 'ROR', perPartition),
  leaf('CurrentMaximumVirtualProcessorsPerIBMiPartition', 'ROR', perPartition),
  leaf('CurrentMaximumVirtualProcessorsPerVirtualIOServerPartition', 'ROR', perPartition),
  leaf('InstalledSystemProcessorUnits', 'ROR', ({ processors }) => processors.installed),
  leaf('MaximumAllowedVirtualProcessorsPerPartition', 'ROR', perPartition),
  leaf(
    'MinimumProcessorUnitsPerVirtualProcessor',
    'ROR',
    ({ processors }) => processors.minimumPerVirtualProcessor,
  ),
  leaf('PendingAvailableSystemProcessorUnits', 'CUD', availableProcessors),
  leaf(
    'SupportedPartitionProcessorCompatibilityModes',
    'ROR',
    ({ processors }) => processors.compatibilityModes,
  ),
  empty('SharedProcessorPool', 'CUD'),
];

export const migrationTable: Table<ManagedSystem> = [
  leaf('MaximumInactiveMigrations', 'ROR', ({ migration }) => migration.maximumInactive),
  leaf('MaximumActiveMigrations', 'ROR', ({ migration }) => migration.maximumActive),
  leaf('NumberOfInactiveMigrationsInProgress', 'ROR', (system) => countMigrations(system).inactive),
  leaf('NumberOfActiveMigrationsInProgress', 'ROR', (system) => countMigrations(system).active),
];

function perPartition({ processors }: ManagedSystem): number {
  return processors.maximumPerPartition;
}
