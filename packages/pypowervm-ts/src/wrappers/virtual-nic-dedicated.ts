import { uomNamespace } from '../xml/namespaces.ts';
import {
  accessList,
  capacity,
  flag,
  integer,
  locationCode,
  macAddress,
  oneOf,
  slotNumber,
  text,
  vlanId,
} from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { list, nested } from './nested.ts';
import { VirtualNicBackingDevice } from './virtual-nic-backing-device.ts';

/** Order: vnic_feed.txt, and pypowervm iocard.py for what it does not show. */
export const VirtualNicDetails = defineElement({
  name: 'Details',
  namespace: uomNamespace,
  properties: {
    portVlanId: leaf('PortVLANID', vlanId),
    portVlanIdPriority: leaf('PortVLANIDPriority', integer),
    allowedVlanIds: leaf('AllowedVLANIDs', accessList),
    macAddress: leaf('MACAddress', macAddress),
    ipAddress: leaf('IPAddress', text),
    subnetMask: leaf('SubnetMask', text),
    gateway: leaf('Gateway', text),
    allowedOperatingSystemMacAddresses: leaf('AllowedOperatingSystemMACAddresses', accessList),
    osDeviceName: leaf('OSDeviceName', text),
    desiredMode: leaf('DesiredMode', text),
    desiredCapacity: leaf('DesiredCapacityPercentage', capacity),
    /** Clients know it under either name (sriov-rules [R][H]). */
    autoFailBack: leaf(['AutoFailBack', 'AutoPriorityFailover'], flag),
  },
});

/** A vNIC of a client partition. Its UUID is the id of the Atom entry, and may change (it is derived). */
export const VirtualNicDedicated = defineElement({
  name: 'VirtualNICDedicated',
  namespace: uomNamespace,
  knownBy: 'dynamicReconfigurationConnectorName',
  properties: {
    adapterType: leaf('AdapterType', oneOf('Client', 'Server')),
    dynamicReconfigurationConnectorName: leaf('DynamicReconfigurationConnectorName', text),
    locationCode: leaf('LocationCode', locationCode),
    localPartitionId: leaf('LocalPartitionID', integer),
    requiredAdapter: leaf('RequiredAdapter', flag),
    variedOn: leaf('VariedOn', flag),
    /** What an HMC knows; NovaLink knows the one below. */
    useNextAvailableSlotId: leaf('UseNextAvailableSlotID', flag),
    useNextAvailableHighSlotId: leaf('UseNextAvailableHighSlotID', flag),
    virtualSlotNumber: leaf('VirtualSlotNumber', slotNumber),
    enabled: leaf('Enabled', flag),
    details: nested('Details', VirtualNicDetails),
    backingDevices: list(
      { container: 'AssociatedBackingDevices', choice: 'VirtualNICBackingDeviceChoice' },
      VirtualNicBackingDevice,
    ),
  },
});

export type VirtualNicDedicated = ReadOf<typeof VirtualNicDedicated>;
