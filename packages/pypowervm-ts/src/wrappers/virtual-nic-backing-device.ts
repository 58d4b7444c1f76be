import { uomNamespace } from '../xml/namespaces.ts';
import { capacity, failoverPriority, flag, oneOf, physicalPortId, sriovAdapterId, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { reference } from './reference.ts';

/** One virtual function behind a vNIC. Order: pypowervm iocard.py. */
export const VirtualNicBackingDevice = defineElement({
  name: 'VirtualNICSRIOVBackingDevice',
  namespace: uomNamespace,
  properties: {
    deviceType: leaf('DeviceType', oneOf('SRIOV')),
    virtualIoServer: reference('AssociatedVirtualIOServer'),
    virtualNicSwitch: reference('AssociatedVirtualNICSwitch'),
    virtualNicDedicated: reference('AssociatedVirtualNICDedicated'),
    isActive: leaf('IsActive', flag),
    status: leaf(
      'Status',
      oneOf(
        'OPERATIONAL',
        'POWERED_OFF',
        'LINK_DOWN',
        'NETWORK_ERROR',
        'UNRESPONSIVE',
        'ADAPTER_ERROR',
        'UNKNOWN',
      ),
    ),
    failOverPriority: leaf('FailOverPriority', failoverPriority),
    /** Values unknown (sriov-rules [H]). */
    backingDeviceAction: leaf('BackingDeviceAction', text),
    sriovAdapterId: leaf('RelatedSRIOVAdapterID', sriovAdapterId),
    /** Given on creation, and then what the device has; the platform reserves what is desired (sriov-rules [H]). */
    currentCapacity: leaf('CurrentCapacityPercentage', capacity),
    maxCapacity: leaf('MaxCapacityPercentage', capacity),
    physicalPortId: leaf('RelatedSRIOVPhysicalPortID', physicalPortId),
    logicalPort: reference('RelatedSRIOVLogicalPort'),
    desiredCapacity: leaf('DesiredCapacityPercentage', capacity),
    desiredMaxCapacity: leaf('DesiredMaxCapacityPercentage', capacity),
  },
});

export type VirtualNicBackingDevice = ReadOf<typeof VirtualNicBackingDevice>;
