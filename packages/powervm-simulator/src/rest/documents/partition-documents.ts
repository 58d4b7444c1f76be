import type { LogicalPartition, ManagedSystem, VirtualIoServer } from '../../platform/platform-state.ts';
import { emptyParts, leaf, links, received, type Table } from './document-table.ts';
import { partitionBaseRows } from './partition-base-rows.ts';

export interface LogicalPartitionView {
  readonly system: ManagedSystem;
  readonly partition: LogicalPartition;
}

export interface ViosView {
  readonly system: ManagedSystem;
  readonly partition: VirtualIoServer;
}

/** Order of what follows the base from pypowervm logical_partition.py, marks from fake_lpar_feed.txt [R]. */
export const logicalPartitionTable: Table<LogicalPartitionView> = [
  ...partitionBaseRows<LogicalPartitionView>({
    type: ({ partition }) => partition.type,
    isManagementPartition: () => false,
    migratingData: ({ partition }) => migratingData(partition),
    logicalPorts: ({ system, partition }) => logicalPortPaths(system, 'LogicalPartition', partition.uuid),
    clientNetworkAdapters: ({ partition }) =>
      partition.clientNetworkAdapters.map(({ uuid }) => childPath(partition, 'ClientNetworkAdapter', uuid)),
  }),
  received('MigrationStorageViosDataStatus'),
  received('MigrationStorageViosDataTimestamp'),
  leaf('RemoteRestartCapable', 'CUA', ({ partition }) => partition.remoteRestartCapable),
  leaf('SimplifiedRemoteRestartCapable', 'CUD', ({ partition }) => partition.simplifiedRemoteRestartCapable, {
    ksv: 'V1_2_0',
  }),
  leaf('HasDedicatedProcessorsForMigration', 'ROR', () => false),
  leaf('SuspendCapable', 'CUD', () => false),
  received('MigrationDisable'),
  leaf('MigrationState', 'ROR', ({ partition }) => partition.migrationState),
  leaf('RemoteRestartState', 'ROR', () => 'Invalid'),
  received('PrimaryPagingServicePartition'),
  leaf('PowerManagementMode', 'CUR', () => 'None'),
  received('SecondaryPagingServicePartition'),
  received('UsesHighSpeedLinkOpticonnect'),
  received('UsesVirtualOpticonnect'),
  links('VirtualFibreChannelClientAdapters', 'CUR', () => []),
  links('VirtualSCSIClientAdapters', 'CUR', () => []),
  received('IsRestrictedIOPartition'),
  received('StorageDeviceUniqueDeviceID'),
  received('DesignatedIPLSource'),
  links('DedicatedVirtualNICs', 'CUD', ({ partition }) =>
    partition.vnics.map(({ uuid }) => childPath(partition, 'VirtualNICDedicated', uuid)),
  ),
  received('BootListInformation'),
  received('VirtualSerialNumber'),
  received('AssociatedIBMiVirtualSoftwareTier'),
  received('KvmCapable'),
  received('KvmMemoryOverhead'),
  received('MinimumAffinityScore'),
  received('MinimumAffinityScoreAction'),
];

/** Order of what follows the base from pypowervm virtual_io_server.py, marks from fake_vios_ssp_npiv.txt [R]. Storage is not simulated. */
export const viosTable: Table<ViosView> = [
  ...partitionBaseRows<ViosView>({
    type: () => 'Virtual IO Server',
    isManagementPartition: ({ partition }) => partition.isManagementPartition,
    migratingData: () => noData,
    logicalPorts: ({ system, partition }) => logicalPortPaths(system, 'VirtualIOServer', partition.uuid),
    clientNetworkAdapters: () => [],
  }),
  leaf('APICapable', 'CUD', () => true),
  leaf('ManagerPassthroughCapable', 'CUD', () => true),
  leaf('IsVNICCapable', 'CUD', ({ partition }) => partition.isVnicCapable),
  leaf('VNICFailOverCapable', 'CUD', ({ partition }) => partition.vnicFailoverCapable, { ksv: 'V1_4_0' }),
  received('ServerInstallConfiguration'),
  received('LinkAggregations'),
  emptyParts('MediaRepositories', 'CUD', { group: 'ViosStorage' }),
  leaf('MoverServicePartition', 'CUD', ({ partition }) => partition.isMoverServicePartition),
  received('NetworkBootDevices'),
  received('PagingServicePartition'),
  emptyParts('PhysicalVolumes', 'CUD', { group: 'ViosStorage' }),
  emptyParts('SharedEthernetAdapters', 'CUD', { group: 'ViosNetwork' }),
  received('SharedStoragePoolCapable'),
  received('SharedStoragePoolVersion'),
  links('StoragePools', 'CUD', () => [], { group: 'ViosStorage' }),
  emptyParts('TrunkAdapters', 'CUD', { group: 'ViosNetwork' }),
  received('VirtualIOServerLicense'),
  leaf('VirtualIOServerLicenseAccepted', 'CUD', () => true),
  emptyParts('VirtualFibreChannelMappings', 'CUD', { group: 'ViosFCMapping' }),
  emptyParts('VirtualSCSIMappings', 'CUD', { group: 'ViosSCSIMapping' }),
  emptyParts('FreeIOAdaptersForLinkAggregation', 'ROR', { group: 'ViosNetwork' }),
  emptyParts('FreeEthenetBackingDevicesForSEA', 'ROR', { group: 'ViosNetwork' }),
  received('VirtualNICBackingDevices'),
  received('VirtualIOServerCapabilities'),
  received('VirtualSCSIBus'),
];

const noData = { remaining: 0, total: 0 };

/** Quarter by quarter; what is off has no memory to move [?]. */
function migratingData({ migration, memory }: LogicalPartition): typeof noData {
  if (migration?.kind !== 'active') return noData;
  return { remaining: (memory.desired * (4 - migration.quarters)) / 4, total: memory.desired };
}

function childPath(partition: LogicalPartition, type: string, uuid: string): readonly string[] {
  return ['LogicalPartition', partition.uuid, type, uuid];
}

function logicalPortPaths(
  system: ManagedSystem,
  type: string,
  owner: string,
): readonly (readonly string[])[] {
  return system.logicalPorts
    .filter((port) => port.owner === owner)
    .map(({ uuid }) => [type, owner, 'SRIOVEthernetLogicalPort', uuid]);
}
