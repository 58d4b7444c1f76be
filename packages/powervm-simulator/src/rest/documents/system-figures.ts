import type { MigrationFigures, SystemMemory, SystemProcessors } from '../../platform/platform-state.ts';
import { empty, leaf, type Table } from './document-table.ts';

/** Order and marks of these three from sys_with_sriov.txt [R]. */
export const systemMemoryTable: Table<SystemMemory> = [
  leaf('ConfigurableSystemMemory', 'ROR', (memory) => memory.configurable),
  leaf('CurrentAvailableSystemMemory', 'ROR', (memory) => memory.available),
  leaf('CurrentLogicalMemoryBlockSize', 'ROR', (memory) => memory.blockSize),
  leaf('DefaultHardwarePageTableRatio', 'COR', () => 6),
  leaf('InstalledSystemMemory', 'ROR', (memory) => memory.installed),
  leaf('MaximumMemoryPoolCount', 'ROR', () => 1),
  leaf('MemoryRegionSize', 'CUD', (memory) => memory.regionSize),
  leaf('MemoryUsedByHypervisor', 'ROR', (memory) => memory.usedByHypervisor),
  leaf('PendingAvailableSystemMemory', 'CUD', (memory) => memory.available),
  leaf('PendingLogicalMemoryBlockSize', 'CUD', (memory) => memory.blockSize),
  leaf('PendingMemoryRegionSize', 'CUD', (memory) => memory.regionSize),
  empty('SharedMemoryPool', 'CUD'),
];

export const systemProcessorTable: Table<SystemProcessors> = [
  leaf('ConfigurableSystemProcessorUnits', 'ROR', (processors) => processors.configurable),
  leaf('CurrentAvailableSystemProcessorUnits', 'ROR', (processors) => processors.available),
  leaf('CurrentMaximumProcessorsPerAIXOrLinuxPartition', 'ROR', perPartition),
  leaf('CurrentMaximumProcessorsPerIBMiPartition', 'ROR', perPartition),
  leaf('CurrentMaximumAllowedProcessorsPerPartition', 'ROR', perPartition),
  leaf('CurrentMaximumProcessorsPerVirtualIOServerPartition', 'ROR', perPartition),
  leaf('CurrentMaximumVirtualProcessorsPerAIXOrLinuxPartition', 'ROR', perPartition),
  leaf('CurrentMaximumVirtualProcessorsPerIBMiPartition', 'ROR', perPartition),
  leaf('CurrentMaximumVirtualProcessorsPerVirtualIOServerPartition', 'ROR', perPartition),
  leaf('InstalledSystemProcessorUnits', 'ROR', (processors) => processors.installed),
  leaf('MaximumAllowedVirtualProcessorsPerPartition', 'ROR', perPartition),
  leaf(
    'MinimumProcessorUnitsPerVirtualProcessor',
    'ROR',
    (processors) => processors.minimumPerVirtualProcessor,
  ),
  leaf('PendingAvailableSystemProcessorUnits', 'CUD', (processors) => processors.available),
  leaf('SupportedPartitionProcessorCompatibilityModes', 'ROR', (processors) => processors.compatibilityModes),
  empty('SharedProcessorPool', 'CUD'),
];

export const migrationTable: Table<MigrationFigures> = [
  leaf('MaximumInactiveMigrations', 'ROR', (migration) => migration.maximumInactive),
  leaf('MaximumActiveMigrations', 'ROR', (migration) => migration.maximumActive),
  leaf('NumberOfInactiveMigrationsInProgress', 'ROR', (migration) => migration.inactiveInProgress),
  leaf('NumberOfActiveMigrationsInProgress', 'ROR', (migration) => migration.activeInProgress),
];

function perPartition(processors: SystemProcessors): number {
  return processors.maximumPerPartition;
}
