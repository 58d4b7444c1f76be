import { findOwner } from '../../platform/locate.ts';
import type { ManagedSystem, PhysicalPort, SriovAdapter } from '../../platform/platform-state.ts';
import { freeVirtualFunctions, type VirtualFunction } from '../../platform/port-allocation.ts';
import { leaf, parts, type Row, received, type Table } from './document-table.ts';
import { convergedPortTable, ethernetPortTable, type PhysicalPortView } from './physical-port-tables.ts';

export interface AdapterView {
  readonly system: ManagedSystem;
  readonly adapter: SriovAdapter;
}

const virtualFunctionTable: Table<VirtualFunction> = [
  leaf('DynamicReconfigurationConnectorIndex', 'ROR', ({ drcIndex }) => drcIndex),
  leaf('DynamicReconfigurationConnectorName', 'ROR', ({ drcName }) => drcName),
  leaf('LocationCode', 'ROR', ({ location }) => location),
];

/** Order and marks from sys_with_sriov.txt; where RoCE ports stand among the others is not recorded [?]. */
export const adapterTable: Table<AdapterView> = [
  leaf('AdapterID', 'ROR', ({ adapter }) => adapter.drcIndex),
  leaf('Description', 'CUD', ({ adapter }) => adapter.description),
  received('DeviceName'),
  received('DeviceType'),
  received('DynamicReconfigurationConnectorName'),
  leaf('PhysicalLocation', 'ROR', ({ adapter }) => adapter.location),
  received('UniqueDeviceID'),
  leaf(
    'SRIOVAdapterID',
    'COD',
    whenSriov(({ sriovAdapterId }) => sriovAdapterId),
  ),
  leaf('AdapterState', 'ROR', ({ adapter }) => adapter.state),
  leaf('AdapterMode', 'CUD', ({ adapter }) => adapter.mode),
  leaf(
    'Personality',
    'COD',
    whenReady(({ personality }) => personality),
  ),
  portList('converged', 'ConvergedEthernetPhysicalPorts', 'SRIOVConvergedNetworkAdapterPhysicalPort'),
  portList('ethernet', 'EthernetPhysicalPorts', 'SRIOVEthernetPhysicalPort'),
  leaf(
    'MaximumHugeDMALogicalPorts',
    'ROR',
    whenReady((adapter) => adapter.maximumHugeDmaLogicalPorts),
  ),
  leaf(
    'MaximumLogicalPortsSupported',
    'ROR',
    whenReady((adapter) => adapter.maximumLogicalPorts),
  ),
  parts(
    'UnconfiguredLogicalPorts',
    'ROR',
    { name: 'SRIOVUnconfiguredLogicalPort', table: virtualFunctionTable },
    ({ system, adapter }) => whenReady(() => freeVirtualFunctions(system, adapter))({ adapter }),
  ),
  portList('roce', 'SRIOVRoCEPhysicalPorts', 'SRIOVRoCEPhysicalPort'),
];

/** Slots are shown as far as they hold an SR-IOV card. PCI class 512 is an Ethernet controller [R]. */
export const ioSlotTable: Table<AdapterView> = [
  leaf('BusGroupingRequired', 'CUD', () => false),
  leaf('Description', 'CUD', ({ adapter }) => adapter.description),
  leaf('FeatureCodes', 'ROO', () => 0),
  leaf('PartitionID', 'ROO', (view) => slotOwnerOf(view)?.id, { ksv: 'V1_3_0' }),
  leaf('PartitionUUID', 'ROO', (view) => slotOwnerOf(view)?.uuid, { ksv: 'V1_6_0' }),
  leaf('PartitionName', 'ROO', (view) => slotOwnerOf(view)?.name, { ksv: 'V1_3_0' }),
  leaf('PartitionType', 'ROO', (view) => slotOwnerOf(view)?.type, { ksv: 'V1_3_0' }),
  leaf('PCIClass', 'ROO', () => 512),
  leaf('PCIDeviceID', 'ROO', () => 0),
  leaf('PCISubsystemDeviceID', 'ROO', () => 0),
  leaf('PCIRevisionID', 'ROO', () => 0),
  leaf('PCIVendorID', 'ROO', () => 0),
  leaf('PCISubsystemVendorID', 'ROO', () => 0),
  leaf('SlotDynamicReconfigurationConnectorIndex', 'ROR', ({ adapter }) => adapter.drcIndex),
  leaf('SlotDynamicReconfigurationConnectorName', 'CUD', ({ adapter }) => adapter.location),
];

function portList(kind: PhysicalPort['kind'], container: string, item: string): Row<AdapterView> {
  const table: Table<PhysicalPortView> = kind === 'converged' ? convergedPortTable : ethernetPortTable;
  return parts(container, 'ROR', { name: item, table }, ({ system, adapter }) => {
    const ports = adapter.ports.filter((port) => port.kind === kind);
    if (ports.length === 0) return undefined;
    return whenReady(() => ports.map((port) => ({ system, adapter, port })))({ adapter });
  });
}

/** A card in mode Dedicated shows neither its id nor anything below (sys_with_sriov.txt [R]). */
function whenSriov<Value>(value: (adapter: SriovAdapter) => Value) {
  return ({ adapter }: Pick<AdapterView, 'adapter'>): Value | undefined =>
    adapter.mode === 'Sriov' ? value(adapter) : undefined;
}

/** After a switch to Sriov much is absent until the card is initialised (sriov-rules.md [R]). */
function whenReady<Value>(value: (adapter: SriovAdapter) => Value) {
  return ({ adapter }: Pick<AdapterView, 'adapter'>): Value | undefined =>
    adapter.mode === 'Sriov' && adapter.state !== 'Initializing' ? value(adapter) : undefined;
}

function slotOwnerOf({ system, adapter }: AdapterView) {
  const owner = adapter.slotOwner && findOwner(system, adapter.slotOwner);
  if (owner === undefined) return undefined;
  return { ...owner, type: 'type' in owner ? owner.type : 'Virtual IO Server' };
}
