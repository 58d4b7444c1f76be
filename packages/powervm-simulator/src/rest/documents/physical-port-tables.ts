import { writePercent } from '../../platform/percent.ts';
import type { ManagedSystem, PhysicalPort, SriovAdapter } from '../../platform/platform-state.ts';
import { allocationOf } from '../../platform/port-allocation.ts';
import { leaf, received, type Table } from './document-table.ts';

export interface PhysicalPortView {
  readonly system: ManagedSystem;
  readonly adapter: SriovAdapter;
  readonly port: PhysicalPort;
}

/** Order from powervm-rest.md, marks from sys_with_sriov.txt [R]. */
export const ethernetPortTable: Table<PhysicalPortView> = [
  leaf('ConfiguredConnectionSpeed', 'CUR', ({ port }) => port.configuredConnectionSpeed),
  leaf('ConfiguredFlowControl', 'CUD', ({ port }) => port.configuredFlowControl),
  leaf('ConfiguredMTU', 'CUR', ({ port }) => port.configuredMtu),
  leaf('ConfiguredOptions', 'CUR', ({ port }) => port.configuredOptions),
  leaf('ConfiguredPortSwitchMode', 'CUD', ({ port }) => port.configuredPortSwitchMode),
  leaf('CurrentConnectionSpeed', 'ROR', ({ port }) => port.currentConnectionSpeed),
  leaf('CurrentOptions', 'ROR', ({ port }) => port.currentOptions),
  leaf('Label', 'CUR', ({ port }) => port.label),
  leaf('LocationCode', 'ROR', ({ port }) => port.locationCode),
  leaf('MaximumDiagnosticsLogicalPorts', 'ROR', ({ port }) => port.maximumDiagnosticsLogicalPorts),
  leaf('MaximumPromiscuousLogicalPorts', 'ROR', ({ port }) => port.maximumPromiscuousLogicalPorts),
  leaf('PhysicalPortID', 'ROR', ({ port }) => port.physicalPortId),
  leaf('PortCapabilities', 'ROR', ({ port }) => port.portCapabilities),
  leaf('PortType', 'ROR', ({ port }) => port.portType),
  leaf('PortLogicalPortLimit', 'ROR', ({ port }) => port.portLogicalPortLimit),
  leaf('SubLabel', 'CUR', ({ port }) => port.subLabel),
  leaf('SupportedConnectionSpeeds', 'ROR', ({ port }) => port.supportedConnectionSpeeds),
  leaf('SupportedMTUs', 'ROR', ({ port }) => port.supportedMtus),
  leaf('SupportedOptions', 'ROR', ({ port }) => port.supportedOptions),
  leaf('SupportedPriorityAccessControlList', 'ROR', ({ port }) => port.supportedPriorityAccessControlList),
  leaf('LinkStatus', 'ROR', ({ port }) => port.linkStatus),
  received('DefaultPortVFConfigurationOption'),
  received('SelectedPortVFConfigurationOption'),
  received('SupportedPortVFConfigurationOptions'),
  leaf('AllocatedCapacity', 'ROR', ({ system, adapter, port }) =>
    writePercent(allocationOf(system, adapter, port).capacity),
  ),
  leaf('ConfiguredMaxEthernetLogicalPorts', 'UOD', ({ port }) => port.configuredMaxEthernetLogicalPorts),
  leaf(
    'ConfiguredEthernetLogicalPorts',
    'ROR',
    ({ system, adapter, port }) => allocationOf(system, adapter, port).logicalPorts,
  ),
  leaf('MaximumPortVLANID', 'ROR', ({ port }) => port.maximumPortVlanId),
  leaf('MaximumVLANID', 'ROR', ({ port }) => port.maximumVlanId),
  leaf('MinimumEthernetCapacityGranularity', 'ROR', ({ port }) =>
    writePercent(port.minimumEthernetCapacityGranularity),
  ),
  leaf('MinimumPortVLANID', 'ROR', ({ port }) => port.minimumPortVlanId),
  leaf('MinimumVLANID', 'ROR', ({ port }) => port.minimumVlanId),
  leaf('MaxSupportedEthernetLogicalPorts', 'ROR', ({ port }) => port.maxSupportedEthernetLogicalPorts),
  leaf('MaximumAllowedEthVLANs', 'ROR', ({ port }) => port.maximumAllowedEthVlans),
  leaf('MaximumAllowedEthMACs', 'ROR', ({ port }) => port.maximumAllowedEthMacs),
  leaf('SupportedVLANRestrictions', 'ROR', ({ port }) => port.supportedVlanRestrictions),
  leaf('SupportedMACRestrictions', 'ROR', ({ port }) => port.supportedMacRestrictions),
];

/** Converged ports go on with counters of Fibre Channel over Ethernet, kept as they were recorded. */
export const convergedPortTable: Table<PhysicalPortView> = [
  ...ethernetPortTable,
  fibreChannel('ConfiguredMaxFiberChannelOverEthernetLogicalPorts', 'UOD'),
  fibreChannel('DefaultFiberChannelTargetsForBackingDevice', 'ROR'),
  fibreChannel('DefaultFiberChannelTargetsForNonBackingDevice', 'ROR'),
  fibreChannel('ConfiguredFiberChannelOverEthernetLogicalPorts', 'UOD'),
  fibreChannel('MinimumFCoECapacityGranularity', 'ROR'),
  fibreChannel('FiberChannelTargetsRoundingValue', 'ROR'),
  fibreChannel('MaxSupportedFiberChannelOverEthernetLogicalPorts', 'ROR'),
  fibreChannel('MaximumFiberChannelTargets', 'ROR'),
];

function fibreChannel(name: string, kb: 'ROR' | 'UOD'): Table<PhysicalPortView>[number] {
  return leaf(name, kb, ({ port }) => port.fibreChannel[name]);
}
