import type { ManagedSystem, PartitionBase } from '../../platform/platform-state.ts';
import { empty, emptyParts, leaf, link, links, part, received, type Table } from './document-table.ts';

interface PartitionView {
  readonly system: ManagedSystem;
  readonly partition: PartitionBase & { readonly uuid: string };
}

/** What the two kinds of partition answer differently. */
interface Kind<View> {
  readonly type: (view: View) => string;
  readonly isManagementPartition: (view: View) => boolean;
  /** Megabytes, while its memory migrates. */
  readonly migratingData: (view: View) => { readonly remaining: number; readonly total: number };
  readonly logicalPorts: (view: View) => readonly (readonly string[])[];
  readonly clientNetworkAdapters: (view: View) => readonly (readonly string[])[];
}

/**
 * What LogicalPartition and VirtualIOServer begin with: order from pypowervm base_partition.py, marks from
 * fake_lpar_feed.txt [R]. Values that are the same for every partition are those of that recording.
 */
export function partitionBaseRows<View extends PartitionView>(kind: Kind<View>): Table<View> {
  return [
    leaf('AllowPerformanceDataCollection', 'CUD', () => false),
    received('AssociatedPartitionProfile'),
    leaf('AvailabilityPriority', 'UOD', () => 127),
    leaf('CurrentAllocatedBarrierSynchronizationRegisterArrays', 'ROO', () => 0),
    leaf('CurrentProcessorCompatibilityMode', 'ROO', ({ partition }) => partition.compatibilityMode),
    leaf('CurrentProfileSync', 'CUD', ({ partition }) => partition.profileSync),
    received('Hostname'),
    leaf('IsBootable', 'ROO', () => true),
    received('IsCallHomeEnabled'),
    leaf('IsConnectionMonitoringEnabled', 'UOD', () => true),
    leaf('IsOperationInProgress', 'ROR', isChanging),
    leaf('IsRedundantErrorPathReportingEnabled', 'UOD', () => false),
    leaf('IsTimeReferencePartition', 'UOD', () => false),
    leaf('IsVirtualServiceAttentionLEDOn', 'ROR', () => false),
    leaf('IsVirtualTrustedPlatformModuleEnabled', 'UOD', () => false),
    leaf('KeylockPosition', 'CUD', () => 'normal'),
    leaf('LogicalSerialNumber', 'ROR', logicalSerialOf),
    leaf('OperatingSystemVersion', 'ROR', ({ partition }) => partition.operatingSystem),
    part('PartitionCapabilities', 'ROR', capabilitiesTable, ({ partition }) => partition),
    leaf('PartitionID', 'COD', ({ partition }) => partition.id),
    part('PartitionIOConfiguration', 'CUD', ioTable, ({ partition }) => partition),
    part('PartitionMemoryConfiguration', 'CUD', memoryTable, ({ partition }) => partition.memory),
    leaf('PartitionName', 'CUR', ({ partition }) => partition.name),
    part('PartitionProcessorConfiguration', 'CUD', processorTable, ({ partition }) => partition.processors),
    empty('PartitionProfiles', 'CUD'),
    leaf('PartitionState', 'ROO', ({ partition }) => partition.state),
    leaf('PartitionType', 'COD', kind.type),
    leaf('PartitionUUID', 'ROO', ({ partition }) => partition.uuid),
    leaf('PendingProcessorCompatibilityMode', 'CUD', ({ partition }) => partition.pendingCompatibilityMode),
    received('ProcessorPool'),
    leaf('ProgressPartitionDataRemaining', 'ROR', (view) => kind.migratingData(view).remaining),
    leaf('ProgressPartitionDataTotal', 'ROR', (view) => kind.migratingData(view).total),
    received('ProgressState'),
    leaf('ResourceMonitoringControlState', 'ROR', ({ partition }) => partition.rmc),
    received('ResourceMonitoringIPAddress'),
    received('ValidInteractivePerformance'),
    link('AssociatedManagedSystem', 'CUD', ({ system }) => ['ManagedSystem', system.uuid]),
    links('SRIOVEthernetLogicalPorts', 'CUD', kind.logicalPorts),
    links('ClientNetworkAdapters', 'CUR', kind.clientNetworkAdapters),
    received('HostEthernetAdapterLogicalPorts'),
    received('MACAddressPrefix'),
    leaf('IsServicePartition', 'CUD', () => false),
    leaf('PowerVMManagementCapable', 'CUD', kind.isManagementPartition),
    leaf('ReferenceCode', 'ROO', () => '00000000', { kxe: true }),
    received('ReferenceCodeFull'),
    leaf('IsManagementPartition', 'ROR', kind.isManagementPartition),
    leaf('AutoStart', 'CUD', ({ partition }) => partition.autoStart),
    leaf('BootMode', 'ROR', () => 'Normal'),
    emptyParts('PartitionNVRAM', 'CUD', { group: 'NVRAM', kxe: true }),
    leaf('Uptime', 'ROO', () => 0, { ksv: 'V1_5_0', kxe: true }),
    received('DisableSecureBoot'),
    received('PendingSecureBoot'),
    received('CurrentSecureBoot'),
    received('AssociatedPersistentMemoryConfiguration'),
    received('AssociatedGroups'),
    received('PowerOnWithHypervisor'),
    received('AssociatedTasks'),
    received('Description'),
    received('KeyStoreSize'),
    received('LparPlacement'),
  ];
}

function isChanging({ partition }: PartitionView): boolean {
  return partition.state === 'starting' || partition.state === 'shutting down';
}

/** The system's serial number and the partition's id in base 32, as in fake_lpar_feed.txt (0604C7A + Q) [?]. */
function logicalSerialOf({ system, partition }: PartitionView): string {
  return `${system.machine.serial}${partition.id.toString(32).toUpperCase()}`;
}

const capabilitiesTable: Table<PartitionBase> = [
  leaf('DynamicLogicalPartitionIOCapable', 'ROR', (partition) => partition.ioDlparCapable),
  leaf('DynamicLogicalPartitionMemoryCapable', 'ROR', (partition) => partition.ioDlparCapable),
  leaf('DynamicLogicalPartitionProcessorCapable', 'ROR', (partition) => partition.ioDlparCapable),
  leaf('InternalAndExternalIntrusionDetectionCapable', 'CUD', () => false),
  leaf('ResourceMonitoringControlOperatingSystemShutdownCapable', 'CUD', ({ rmc }) => rmc === 'active'),
];

const ioTable: Table<PartitionBase> = [
  leaf('MaximumVirtualIOSlots', 'CUD', (partition) => partition.maximumVirtualSlots),
  emptyParts('ProfileIOSlots', 'CUD'),
  leaf('CurrentMaximumVirtualIOSlots', 'ROR', (partition) => partition.maximumVirtualSlots),
];

const memoryTable: Table<PartitionBase['memory']> = [
  leaf('ActiveMemoryExpansionEnabled', 'CUD', () => false),
  leaf('ActiveMemorySharingEnabled', 'CUD', () => false),
  leaf('DesiredMemory', 'CUD', (memory) => memory.desired),
  leaf('ExpansionFactor', 'CUD', () => '0.0'),
  leaf('HardwarePageTableRatio', 'CUD', () => 6),
  leaf('MaximumMemory', 'CUD', (memory) => memory.maximum),
  leaf('MinimumMemory', 'CUD', (memory) => memory.minimum),
  leaf('CurrentExpansionFactor', 'ROR', () => '0.0'),
  leaf('CurrentHardwarePageTableRatio', 'ROR', () => 6),
  leaf('CurrentMaximumMemory', 'ROR', (memory) => memory.maximum),
  leaf('CurrentMemory', 'ROR', (memory) => memory.desired),
  leaf('CurrentMinimumMemory', 'ROR', (memory) => memory.minimum),
  leaf('MemoryExpansionEnabled', 'ROR', () => false),
  leaf('RedundantErrorPathReportingEnabled', 'ROR', () => false),
  leaf('RuntimeMemory', 'ROR', (memory) => memory.desired),
  leaf('RuntimeMinimumMemory', 'ROR', (memory) => memory.minimum),
  leaf('SharedMemoryEnabled', 'CUD', () => false),
];

type Processors = PartitionBase['processors'];

const sharedTable: Table<Processors> = [
  leaf('DesiredProcessingUnits', 'CUD', (processors) => processors.desiredUnits),
  leaf('DesiredVirtualProcessors', 'CUD', (processors) => processors.desiredVirtual),
  leaf('MaximumProcessingUnits', 'CUD', (processors) => processors.maximumUnits),
  leaf('MaximumVirtualProcessors', 'CUD', (processors) => processors.maximumVirtual),
  leaf('MinimumProcessingUnits', 'CUD', (processors) => processors.minimumUnits),
  leaf('MinimumVirtualProcessors', 'CUD', (processors) => processors.minimumVirtual),
  leaf('SharedProcessorPoolID', 'CUD', () => 0),
  leaf('UncappedWeight', 'CUD', (processors) => processors.uncappedWeight),
];

const currentSharedTable: Table<Processors> = [
  leaf('AllocatedVirtualProcessors', 'ROR', (processors) => processors.desiredVirtual),
  leaf('CurrentMaximumProcessingUnits', 'ROR', (processors) => processors.maximumUnits),
  leaf('CurrentMinimumProcessingUnits', 'ROR', (processors) => processors.minimumUnits),
  leaf('CurrentProcessingUnits', 'ROR', (processors) => processors.desiredUnits),
  leaf('CurrentSharedProcessorPoolID', 'ROR', () => 0),
  leaf('CurrentUncappedWeight', 'ROR', (processors) => processors.uncappedWeight),
  leaf('CurrentMinimumVirtualProcessors', 'ROR', (processors) => processors.minimumVirtual),
  leaf('CurrentMaximumVirtualProcessors', 'ROR', (processors) => processors.maximumVirtual),
  leaf('RuntimeProcessingUnits', 'ROR', (processors) => processors.desiredUnits),
  leaf('RuntimeUncappedWeight', 'ROR', (processors) => processors.uncappedWeight),
];

const dedicatedTable: Table<Processors> = [
  leaf('DesiredProcessors', 'CUD', (processors) => processors.desiredVirtual),
  leaf('MaximumProcessors', 'CUD', (processors) => processors.maximumVirtual),
  leaf('MinimumProcessors', 'CUD', (processors) => processors.minimumVirtual),
];

const shared = (processors: Processors): Processors | undefined =>
  processors.dedicated ? undefined : processors;

const processorTable: Table<Processors> = [
  part('DedicatedProcessorConfiguration', 'CUD', dedicatedTable, (processors) =>
    processors.dedicated ? processors : undefined,
  ),
  leaf('HasDedicatedProcessors', 'CUD', (processors) => processors.dedicated),
  part('SharedProcessorConfiguration', 'CUD', sharedTable, shared),
  leaf('SharingMode', 'CUD', (processors) => processors.sharingMode),
  leaf('CurrentHasDedicatedProcessors', 'ROR', (processors) => processors.dedicated),
  leaf('CurrentSharingMode', 'ROR', (processors) => processors.sharingMode),
  leaf('RuntimeHasDedicatedProcessors', 'ROR', (processors) => processors.dedicated),
  part('CurrentSharedProcessorConfiguration', 'ROR', currentSharedTable, shared),
];
