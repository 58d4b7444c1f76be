import { uomNamespace } from '../xml/namespaces.ts';
import { flag, integer, macAddress, slotNumber, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { reference } from './reference.ts';

/** A virtual Ethernet adapter of a partition; we need it for RMC's own network. Order: pypowervm network.py. */
export const ClientNetworkAdapter = defineElement({
  name: 'ClientNetworkAdapter',
  namespace: uomNamespace,
  knownBy: 'dynamicReconfigurationConnectorName',
  properties: {
    dynamicReconfigurationConnectorName: leaf('DynamicReconfigurationConnectorName', text),
    locationCode: leaf('LocationCode', text),
    localPartitionId: leaf('LocalPartitionID', integer),
    useNextAvailableSlotId: leaf('UseNextAvailableSlotID', flag),
    useNextAvailableHighSlotId: leaf('UseNextAvailableHighSlotID', flag),
    virtualSlotNumber: leaf('VirtualSlotNumber', slotNumber),
    macAddress: leaf('MACAddress', macAddress),
    /** 1 to 4094: unlike a vNIC's, it may be 1 (cna_feed.txt). */
    portVlanId: leaf('PortVLANID', integer),
    taggedVlanSupported: leaf('TaggedVLANSupported', flag),
    virtualSwitch: reference('AssociatedVirtualSwitch', 'link'),
    virtualSwitchId: leaf('VirtualSwitchID', integer),
  },
});

export type ClientNetworkAdapter = ReadOf<typeof ClientNetworkAdapter>;
