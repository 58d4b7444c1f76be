import { uomNamespace } from '../xml/namespaces.ts';
import { decimal, integer, text } from './codec.ts';
import { defineElement } from './define-element.ts';
import { IoSlot } from './io-slot.ts';
import { leaf, leaves } from './leaf.ts';
import { collection } from './nested.ts';
import { SriovAdapter } from './sriov-adapter.ts';

export const SystemIoConfiguration = defineElement({
  name: 'AssociatedSystemIOConfiguration',
  namespace: uomNamespace,
  properties: {
    ioSlots: collection([['IOSlots', 'IOSlot']], IoSlot),
    sriovAdapters: collection([['SRIOVAdapters', 'IOAdapterChoice', 'SRIOVAdapter']], SriovAdapter),
  },
});

/** In megabytes. */
export const SystemMemoryConfiguration = defineElement({
  name: 'AssociatedSystemMemoryConfiguration',
  namespace: uomNamespace,
  properties: {
    configurableSystemMemory: leaf('ConfigurableSystemMemory', integer),
    currentAvailableSystemMemory: leaf('CurrentAvailableSystemMemory', integer),
    currentLogicalMemoryBlockSize: leaf('CurrentLogicalMemoryBlockSize', integer),
    installedSystemMemory: leaf('InstalledSystemMemory', integer),
    /** Source and target of a live migration must agree on it (sriov-rules [R]). */
    memoryRegionSize: leaf('MemoryRegionSize', integer),
    memoryUsedByHypervisor: leaf('MemoryUsedByHypervisor', integer),
  },
});

/** In processor units, which need not be whole. */
export const SystemProcessorConfiguration = defineElement({
  name: 'AssociatedSystemProcessorConfiguration',
  namespace: uomNamespace,
  properties: {
    configurableSystemProcessorUnits: leaf('ConfigurableSystemProcessorUnits', decimal),
    currentAvailableSystemProcessorUnits: leaf('CurrentAvailableSystemProcessorUnits', decimal),
    installedSystemProcessorUnits: leaf('InstalledSystemProcessorUnits', decimal),
    minimumProcessorUnitsPerVirtualProcessor: leaf('MinimumProcessorUnitsPerVirtualProcessor', decimal),
    supportedPartitionProcessorCompatibilityModes: leaves(
      'SupportedPartitionProcessorCompatibilityModes',
      text,
    ),
  },
});

export const SystemMigrationInformation = defineElement({
  name: 'SystemMigrationInformation',
  namespace: uomNamespace,
  properties: {
    maximumInactiveMigrations: leaf('MaximumInactiveMigrations', integer),
    maximumActiveMigrations: leaf('MaximumActiveMigrations', integer),
    numberOfInactiveMigrationsInProgress: leaf('NumberOfInactiveMigrationsInProgress', integer),
    numberOfActiveMigrationsInProgress: leaf('NumberOfActiveMigrationsInProgress', integer),
  },
});
