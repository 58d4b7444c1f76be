import { uomNamespace } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { capacity, flag, integer, label, locationCode, oneOf, physicalPortId, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf, leaves } from './leaf.ts';
import type { Property } from './property.ts';

/** The three classes of port differ in the protocols above Ethernet; for SR-IOV they are one thing. */
export type PhysicalPortClass = 'converged' | 'ethernet' | 'roce';

const classes: Readonly<Record<string, PhysicalPortClass>> = {
  SRIOVConvergedNetworkAdapterPhysicalPort: 'converged',
  SRIOVEthernetPhysicalPort: 'ethernet',
  SRIOVRoCEPhysicalPort: 'roce',
};

const portClass: Property<PhysicalPortClass, never> = {
  places: [],
  find: (port) => [port],
  read: (port: XmlElement) => classes[port.local] ?? 'ethernet',
  write: () => {
    throw new TypeError('the class of a port is its element and does not change');
  },
};

/** Order and names: pypowervm iocard.py (no RoCE port is recorded); the FCoE counters that follow on converged ports have no caller. */
export const PhysicalPort = defineElement({
  name: ['SRIOVEthernetPhysicalPort', 'SRIOVConvergedNetworkAdapterPhysicalPort', 'SRIOVRoCEPhysicalPort'],
  namespace: uomNamespace,
  knownBy: 'locationCode',
  properties: {
    class: portClass,
    configuredConnectionSpeed: leaf('ConfiguredConnectionSpeed', text),
    configuredFlowControl: leaf('ConfiguredFlowControl', flag),
    configuredMtu: leaf('ConfiguredMTU', oneOf('E_1500', 'E_9000')),
    configuredOptions: leaves('ConfiguredOptions', text),
    configuredPortSwitchMode: leaf('ConfiguredPortSwitchMode', oneOf('Veb', 'Vepa')),
    currentConnectionSpeed: leaf('CurrentConnectionSpeed', text),
    currentOptions: leaves('CurrentOptions', text),
    label: leaf('Label', label),
    locationCode: leaf('LocationCode', locationCode),
    maximumDiagnosticsLogicalPorts: leaf('MaximumDiagnosticsLogicalPorts', integer),
    maximumPromiscuousLogicalPorts: leaf('MaximumPromiscuousLogicalPorts', integer),
    physicalPortId: leaf('PhysicalPortID', physicalPortId),
    portCapabilities: leaves('PortCapabilities', text),
    portType: leaf('PortType', text),
    portLogicalPortLimit: leaf('PortLogicalPortLimit', integer),
    subLabel: leaf('SubLabel', label),
    supportedConnectionSpeeds: leaves('SupportedConnectionSpeeds', text),
    supportedMtus: leaves('SupportedMTUs', text),
    supportedOptions: leaves('SupportedOptions', text),
    supportedPriorityAccessControlList: leaf('SupportedPriorityAccessControlList', text),
    linkStatus: leaf('LinkStatus', flag),
    allocatedCapacity: leaf('AllocatedCapacity', capacity),
    configuredMaxEthernetLogicalPorts: leaf('ConfiguredMaxEthernetLogicalPorts', integer),
    configuredEthernetLogicalPorts: leaf('ConfiguredEthernetLogicalPorts', integer),
    maximumPortVlanId: leaf('MaximumPortVLANID', integer),
    maximumVlanId: leaf('MaximumVLANID', integer),
    minimumEthernetCapacityGranularity: leaf('MinimumEthernetCapacityGranularity', capacity),
    minimumPortVlanId: leaf('MinimumPortVLANID', integer),
    minimumVlanId: leaf('MinimumVLANID', integer),
    maxSupportedEthernetLogicalPorts: leaf('MaxSupportedEthernetLogicalPorts', integer),
    maximumAllowedEthVlans: leaf('MaximumAllowedEthVLANs', integer),
    maximumAllowedEthMacs: leaf('MaximumAllowedEthMACs', integer),
    supportedVlanRestrictions: leaf('SupportedVLANRestrictions', text),
    supportedMacRestrictions: leaf('SupportedMACRestrictions', text),
  },
});

export type PhysicalPort = ReadOf<typeof PhysicalPort>;
