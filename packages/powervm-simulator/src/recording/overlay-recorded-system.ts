import { parseSystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ManagedSystem } from '../platform/platform-state.ts';
import type { Personality } from '../world/build-state.ts';
import { descendantOf, type SimElement } from '../xml/sim-element.ts';
import { type RecordedValues, recordedValues } from './recorded-values.ts';

/** Puts what was recorded of the system itself over the invented one. */
export function overlayRecordedSystem(system: ManagedSystem, element: SimElement): void {
  const { text, number } = recordedValues(element);
  const uuid = descendantOf(element, 'Metadata', 'Atom', 'AtomID');
  if (uuid !== undefined) system.uuid = parseSystemUuid(uuid.text);
  system.schemaVersion = element.attributes.schemaVersion ?? system.schemaVersion;
  system.firmware = text('ActivatedServicePackNameAndLevel', '') || undefined;
  system.state = text('State', system.state);
  system.primaryIpAddress = text('PrimaryIPAddress', system.primaryIpAddress);
  system.secondaryIpAddress = text('SecondaryIPAddress', system.secondaryIpAddress);
  system.maximumPartitions = number('MaximumPartitions', system.maximumPartitions);
  system.capabilities = recordedCapabilities(element);
  whenRecorded(element, 'AssociatedSystemMemoryConfiguration', (values) => overlayMemory(system, values));
  whenRecorded(element, 'AssociatedSystemProcessorConfiguration', (values) =>
    overlayProcessors(system, values),
  );
  whenRecorded(element, 'SystemMigrationInformation', (values) => overlayMigration(system, values));
}

/** Which kind of console was master when the document was recorded; undefined when it does not tell. */
export function recordedMaster(element: SimElement): Personality | undefined {
  const { flag } = recordedValues(element);
  if (flag('IsHMCPowerVMManagementMaster')) return 'hmc';
  return flag('IsManagementPartitionPowerVMManagementMaster') ? 'novalink' : undefined;
}

/** The capabilities that are plain values; some are structures of their own. */
export function recordedCapabilities(element: SimElement): Record<string, string> {
  const capabilities = descendantOf(element, 'AssociatedSystemCapabilities')?.children ?? [];
  return Object.fromEntries(
    capabilities.filter(({ children }) => children.length === 0).map(({ name, text }) => [name, text]),
  );
}

function whenRecorded(element: SimElement, name: string, overlay: (values: RecordedValues) => void): void {
  const found = descendantOf(element, name);
  if (found !== undefined) overlay(recordedValues(found));
}

function overlayMemory({ memory }: ManagedSystem, { number }: RecordedValues): void {
  memory.configurable = number('ConfigurableSystemMemory', memory.configurable);
  memory.installed = number('InstalledSystemMemory', memory.installed);
  memory.usedByHypervisor = number('MemoryUsedByHypervisor', memory.usedByHypervisor);
  memory.blockSize = number('CurrentLogicalMemoryBlockSize', memory.blockSize);
  memory.regionSize = number('MemoryRegionSize', memory.regionSize);
}

function overlayProcessors({ processors }: ManagedSystem, { number, texts }: RecordedValues): void {
  processors.configurable = number('ConfigurableSystemProcessorUnits', processors.configurable);
  processors.installed = number('InstalledSystemProcessorUnits', processors.installed);
  processors.minimumPerVirtualProcessor = number(
    'MinimumProcessorUnitsPerVirtualProcessor',
    processors.minimumPerVirtualProcessor,
  );
  processors.maximumPerPartition = number(
    'CurrentMaximumAllowedProcessorsPerPartition',
    processors.maximumPerPartition,
  );
  processors.compatibilityModes = texts('SupportedPartitionProcessorCompatibilityModes');
}

function overlayMigration({ migration }: ManagedSystem, { number }: RecordedValues): void {
  migration.maximumInactive = number('MaximumInactiveMigrations', migration.maximumInactive);
  migration.maximumActive = number('MaximumActiveMigrations', migration.maximumActive);
}
