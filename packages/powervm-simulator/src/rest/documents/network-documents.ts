import type {
  ClientNetworkAdapter,
  LogicalPartition,
  ManagedSystem,
  VirtualSwitch,
} from '../../platform/platform-state.ts';
import { leaf, links, received, type Table } from './document-table.ts';

export interface ClientNetworkAdapterView {
  readonly system: ManagedSystem;
  readonly partition: LogicalPartition;
  readonly adapter: ClientNetworkAdapter;
}

/** Order from pypowervm network.py, marks from cna_feed.txt [R]. */
export const clientNetworkAdapterTable: Table<ClientNetworkAdapterView> = [
  received('AdapterType'),
  leaf('DynamicReconfigurationConnectorName', 'CUD', ({ adapter }) => adapter.drcName),
  leaf('LocationCode', 'ROR', ({ adapter }) => adapter.drcName),
  leaf('LocalPartitionID', 'CUR', ({ partition }) => partition.id),
  leaf('RequiredAdapter', 'CUD', () => false),
  leaf('VariedOn', 'CUD', () => true, { kxe: true }),
  received('UseNextAvailableSlotID'),
  received('UseNextAvailableHighSlotID'),
  leaf('VirtualSlotNumber', 'COD', ({ adapter }) => adapter.slot),
  received('Enabled'),
  received('AllowedOperatingSystemMACAddresses'),
  leaf('MACAddress', 'CUR', ({ adapter }) => adapter.mac),
  leaf('PortVLANID', 'CUR', ({ adapter }) => adapter.portVlanId),
  received('QualityOfServicePriority'),
  received('QualityOfServicePriorityEnabled'),
  leaf('TaggedVLANIDs', 'CUA', ({ adapter }) => adapter.taggedVlanIds),
  leaf('TaggedVLANSupported', 'CUA', ({ adapter }) => adapter.taggedVlanSupported),
  received('VirtualStationInterfaceManagerID'),
  received('VirtualStationInterfaceTypeID'),
  links('AssociatedVirtualSwitch', 'CUD', ({ system, adapter }) => [
    ['ManagedSystem', system.uuid, 'VirtualSwitch', adapter.virtualSwitch],
  ]),
  leaf('VirtualSwitchID', 'ROR', ({ system, adapter }) => switchIdOf(system, adapter)),
  received('VirtualStationInterfaceTypeVersion'),
  received('DeviceName'),
  received('TrunkPriority'),
  received('ConfiguredMTU'),
  received('OvsBridge'),
  received('OvsPortExternalIds'),
  links('VirtualNetworks', 'CUR', () => []),
];

export interface VirtualSwitchView {
  readonly virtualSwitch: VirtualSwitch;
}

/** As recorded in vswitch_feed.txt. */
export const virtualSwitchTable: Table<VirtualSwitchView> = [
  leaf('SwitchID', 'ROR', ({ virtualSwitch }) => virtualSwitch.id),
  leaf('SwitchMode', 'CUD', ({ virtualSwitch }) => virtualSwitch.mode),
  leaf('SwitchName', 'CUD', ({ virtualSwitch }) => virtualSwitch.name),
  links('VirtualNetworks', 'CUD', () => []),
];

function switchIdOf(system: ManagedSystem, adapter: ClientNetworkAdapter): number | undefined {
  return system.virtualSwitches.find((one) => one.uuid === adapter.virtualSwitch)?.id;
}
