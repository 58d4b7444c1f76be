import { writePercent } from '../../platform/percent.ts';
import type { BackingDevice, LogicalPartition, ManagedSystem, Vnic } from '../../platform/platform-state.ts';
import { leaf, link, part, parts, received, type Table } from './document-table.ts';

export interface VnicView {
  readonly system: ManagedSystem;
  readonly partition: LogicalPartition;
  readonly vnic: Vnic;
}

interface BackingDeviceView {
  readonly system: ManagedSystem;
  readonly device: BackingDevice;
}

/** Marks and order as recorded in vnic_feed.txt; the rest of the order from pypowervm iocard.py [R]. */
const detailsTable: Table<VnicView> = [
  leaf('PortVLANID', 'CUD', ({ vnic }) => vnic.portVlanId),
  leaf('PortVLANIDPriority', 'CUD', ({ vnic }) => vnic.portVlanPriority),
  leaf('AllowedVLANIDs', 'CUD', ({ vnic }) => vnic.allowedVlans),
  leaf('MACAddress', 'COD', ({ vnic }) => vnic.mac),
  received('IPAddress'),
  received('SubnetMask'),
  received('Gateway'),
  leaf('AllowedOperatingSystemMACAddresses', 'CUD', ({ vnic }) => vnic.allowedMacs),
  leaf('OSDeviceName', 'ROO', () => 'unavailable', { group: 'VNIC' }),
  leaf('DesiredMode', 'ROO', () => 'DEDICATED'),
  leaf('DesiredCapacityPercentage', 'ROO', ({ vnic }) => writePercent(vnic.desiredCapacity)),
  leaf('AutoFailBack', 'CUD', ({ vnic }) => vnic.autoFailback, { ksv: 'V1_4_0' }),
  // Another client's name for the same (sriov-rules.md [R][H]).
  received('AutoPriorityFailover'),
];

const backingDeviceTable: Table<BackingDeviceView> = [
  leaf('DeviceType', 'COR', () => 'SRIOV'),
  link('AssociatedVirtualIOServer', 'COR', ({ system, device }) => [
    'ManagedSystem',
    system.uuid,
    'VirtualIOServer',
    device.vios,
  ]),
  received('AssociatedVirtualNICSwitch'),
  received('AssociatedVirtualNICDedicated'),
  leaf('IsActive', 'ROR', ({ device }) => device.isActive, { ksv: 'V1_4_0' }),
  leaf('Status', 'ROR', ({ device }) => device.status, { ksv: 'V1_4_0' }),
  leaf('FailOverPriority', 'CUD', ({ device }) => device.priority, { ksv: 'V1_4_0' }),
  received('BackingDeviceAction'),
  leaf('RelatedSRIOVAdapterID', 'COR', ({ device }) => device.adapter),
  leaf('CurrentCapacityPercentage', 'COD', ({ device }) => writePercent(device.currentCapacity)),
  leaf('MaxCapacityPercentage', 'COD', ({ device }) => writePercent(device.currentMaxCapacity)),
  leaf('RelatedSRIOVPhysicalPortID', 'COR', ({ device }) => device.port),
  link('RelatedSRIOVLogicalPort', 'ROR', ({ device }) => [
    'VirtualIOServer',
    device.vios,
    'SRIOVEthernetLogicalPort',
    device.logicalPort,
  ]),
  leaf('DesiredCapacityPercentage', 'ROR', ({ device }) => writePercent(device.desiredCapacity), {
    ksv: 'V1_4_0',
  }),
  leaf('DesiredMaxCapacityPercentage', 'ROR', ({ device }) => writePercent(device.desiredMaxCapacity), {
    ksv: 'V1_4_0',
  }),
];

export const vnicTable: Table<VnicView> = [
  received('AdapterType'),
  leaf('DynamicReconfigurationConnectorName', 'CUD', ({ vnic }) => vnic.drcName),
  received('LocationCode'),
  leaf('LocalPartitionID', 'CUR', ({ partition }) => partition.id),
  received('RequiredAdapter'),
  received('VariedOn'),
  received('UseNextAvailableSlotID'),
  received('UseNextAvailableHighSlotID'),
  leaf('VirtualSlotNumber', 'COD', ({ vnic }) => vnic.slot),
  received('Enabled'),
  part('Details', 'CUR', detailsTable, (view) => view),
  parts(
    'AssociatedBackingDevices',
    'COR',
    {
      name: 'VirtualNICSRIOVBackingDevice',
      table: backingDeviceTable,
      choice: { name: 'VirtualNICBackingDeviceChoice', wraps: 'all' },
    },
    ({ system, vnic }) => vnic.backingDevices.map((device) => ({ system, device })),
  ),
];
