import type { MachineTypeModelSerial, ManagedSystem } from '../../platform/platform-state.ts';
import { type AdapterView, adapterTable, ioSlotTable } from './adapter-tables.ts';
import {
  empty,
  emptyParts,
  leaf,
  links,
  part,
  parts,
  type Row,
  received,
  schemaNode,
  type Table,
} from './document-table.ts';
import { migrationTable, systemMemoryTable, systemProcessorTable } from './system-figures.ts';

interface SystemView {
  readonly system: ManagedSystem;
  /** Whether the console that answers may change the system (pypowervm managed_system.py, session_is_master [R]). */
  readonly consoleIsMaster: boolean;
}

export const machineTable: Table<MachineTypeModelSerial> = [
  leaf('MachineType', 'CUR', (machine) => machine.type),
  leaf('Model', 'CUR', (machine) => machine.model),
  leaf('SerialNumber', 'CUR', (machine) => machine.serial),
];

const ioTable: Table<SystemView> = [
  leaf('AvailableWWPNs', 'CUD', () => 0),
  received('ChannelAdapter'),
  received('EthernetAdapter'),
  emptyParts('HostChannelAdapters', 'CUD'),
  empty('HostEthernetAdapters', 'CUD'),
  emptyParts('IOAdapters', 'CUD'),
  emptyParts('IOBuses', 'CUD'),
  parts('IOSlots', 'CUD', { name: 'IOSlot', table: ioSlotTable }, adaptersOf),
  parts(
    'SRIOVAdapters',
    'CUD',
    { name: 'SRIOVAdapter', table: adapterTable, choice: { name: 'IOAdapterChoice', wraps: 'each' } },
    adaptersOf,
  ),
  part('AssociatedSystemVirtualNetwork', 'CUD', [], (view) => view, { group: 'SystemNetwork' }),
  leaf('WWPNPrefix', 'CUD', () => '13857705831041335296'),
];

/** Order and marks from sys_with_sriov.txt and managedsystem.txt [R]. */
export const systemTable: Table<SystemView> = [
  leaf('ActivatedServicePackNameAndLevel', 'ROR', ({ system }) => system.firmware, { ksv: 'V1_9_0' }),
  received('AssociatedIPLConfiguration'),
  links('AssociatedLogicalPartitions', 'CUD', ({ system }) =>
    system.partitions.map(({ uuid }) => ['ManagedSystem', system.uuid, 'LogicalPartition', uuid]),
  ),
  empty('AssociatedReservedStorageDevicePool', 'CUD'),
  capabilities(),
  part('AssociatedSystemIOConfiguration', 'CUD', ioTable, (view) => view),
  part('AssociatedSystemMemoryConfiguration', 'CUD', systemMemoryTable, ({ system }) => system),
  part('AssociatedSystemProcessorConfiguration', 'CUD', systemProcessorTable, ({ system }) => system),
  received('AssociatedSystemSecurity'),
  part('AssociatedSystemVirtualStorage', 'CUD', [], (view) => view),
  links('AssociatedVirtualIOServers', 'CUD', ({ system }) =>
    system.vioses.map(({ uuid }) => ['ManagedSystem', system.uuid, 'VirtualIOServer', uuid]),
  ),
  received('DetailedState'),
  part('MachineTypeModelAndSerialNumber', 'ROR', machineTable, ({ system }) => system.machine),
  leaf('ManufacturingDefaultConfigurationEnabled', 'ROR', () => false),
  leaf('MaximumPartitions', 'CUD', ({ system }) => system.maximumPartitions),
  leaf('PrimaryIPAddress', 'CUR', ({ system }) => system.primaryIpAddress),
  leaf('SecondaryIPAddress', 'CUD', ({ system }) => system.secondaryIpAddress),
  leaf('State', 'ROR', ({ system }) => system.state),
  leaf('SystemName', 'CUR', ({ system }) => system.name),
  received('SystemTime'),
  part('SystemMigrationInformation', 'ROR', migrationTable, ({ system }) => system),
  leaf('ReferenceCode', 'ROO', () => '00000000', { kxe: true }),
  leaf('IsPowerVMManagementMaster', 'ROO', ({ consoleIsMaster }) => consoleIsMaster, { ksv: 'V1_3_0' }),
  leaf('IsPowerVMManagementController', 'ROO', ({ consoleIsMaster }) => consoleIsMaster, { ksv: 'V1_12_0' }),
  leaf('IsManagementPartitionPowerVMManagementMaster', 'ROO', ({ system }) => system.master === 'novalink', {
    ksv: 'V1_3_0',
  }),
  leaf('IsHMCPowerVMManagementMaster', 'ROO', ({ system }) => system.master === 'hmc', { ksv: 'V1_3_0' }),
  received('AssociatedGroups'),
  received('AssociatedTasks'),
];

function adaptersOf({ system }: SystemView): readonly AdapterView[] {
  return system.adapters.map((adapter) => ({ system, adapter }));
}

/** The schema level that introduced a capability, of those that state one (sys_with_sriov.txt, managedsystem.txt [R]). */
const capabilityLevels: ReadonlyMap<string, string> = new Map([
  ['PowerVMLogicalPartitionSimplifiedRemoteRestartCapable', 'V1_2_0'],
  ['VirtualNICFailOverCapable', 'V1_4_0'],
  ['DynamicSimplifiedRemoteRestartToggleCapable', 'V1_5_0'],
  ['CustomPhysicalPageTableRatioCapable', 'V1_6_0'],
  ['IOSlotOwnerAssignmentCapable', 'V1_6_0'],
  ['DedicatedProcessorPartitionCapable', 'V1_8_0'],
  ['PartitionSecureBootCapable', 'V1_8_0'],
  ['MinimumKeyStoreSize', 'V1_13_1'],
  ['MaximumKeyStoreSize', 'V1_13_1'],
]);

/** Which capabilities a system names depends on its schema level, so the state lists them, in order. */
function capabilities(): Row<SystemView> {
  const name = 'AssociatedSystemCapabilities';
  return {
    name,
    render: ({ system }, rendering) => {
      const named = Object.entries(system.capabilities).map(([key, value]) => {
        const ksv = capabilityLevels.get(key);
        return leaf(key, 'ROO', () => value, ksv === undefined ? {} : { ksv });
      });
      return [schemaNode(name, named, undefined, rendering, { kb: 'CUD', kxe: 'false' })];
    },
  };
}
