import { uomNamespace } from '../xml/namespaces.ts';
import {
  accessList,
  capacity,
  flag,
  integer,
  locationCode,
  macAddress,
  oneOf,
  physicalPortId,
  sriovAdapterId,
  text,
  vlanId,
} from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf, leaves } from './leaf.ts';
import { references } from './reference.ts';

/** A virtual function that is in use: by a partition directly, or by a VIOS for a vNIC. Order: pypowervm iocard.py. */
export const SriovEthernetLogicalPort = defineElement({
  name: 'SRIOVEthernetLogicalPort',
  namespace: uomNamespace,
  knownBy: 'locationCode',
  properties: {
    configurationId: leaf('ConfigurationID', integer),
    logicalPortId: leaf('LogicalPortID', integer),
    /** `AdapterID`, which is the adapter's SRIOVAdapterID here, not its DRC index. */
    sriovAdapterId: leaf('AdapterID', sriovAdapterId),
    dynamicReconfigurationConnectorName: leaf('DynamicReconfigurationConnectorName', text),
    isFunctional: leaf('IsFunctional', flag),
    /** `IsPromiscous`: so the schema spells it. */
    isPromiscuous: leaf('IsPromiscous', flag),
    isDiagnostic: leaf('IsDiagnostic', flag),
    isDebug: leaf('IsDebug', flag),
    isHugeDma: leaf('IsHugeDMA', flag),
    deviceName: leaf('DeviceName', text),
    configuredCapacity: leaf('ConfiguredCapacity', capacity),
    configuredMaxCapacity: leaf('ConfiguredMaxCapacity', capacity),
    physicalPortId: leaf('PhysicalPortID', physicalPortId),
    portVlanId: leaf('PortVLANID', vlanId),
    locationCode: leaf('LocationCode', locationCode),
    tuningBufferId: leaf('TuningBufferID', integer),
    vnicPortUsage: leaf('VNICPortUsage', oneOf('NOT_VNIC', 'DEDICATED_VNIC', 'SHARED_VNIC')),
    logicalPartitions: references('AssociatedLogicalPartitions'),
    allowedMacAddresses: leaf('AllowedMACAddresses', accessList),
    macAddress: leaf('MACAddress', macAddress),
    currentMacAddress: leaf('CurrentMACAddress', macAddress),
    ieee8021QAllowablePriorities: leaf('IEEE8021QAllowablePriorities', text),
    ieee8021QPriority: leaf('IEEE8021QPriority', integer),
    macAddressFlags: leaves('MACAddressFlags', text),
    numberOfAllowedVlans: leaf('NumberOfAllowedVLANs', integer),
    allowedVlans: leaf('AllowedVLANs', accessList),
  },
});

export type SriovEthernetLogicalPort = ReadOf<typeof SriovEthernetLogicalPort>;
