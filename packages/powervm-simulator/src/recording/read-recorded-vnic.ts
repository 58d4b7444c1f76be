import {
  parseLogicalPortUuid,
  parseMacAddress,
  parsePhysicalPortId,
  parseSlotNumber,
  parseSriovAdapterId,
  parseViosUuid,
  parseVlanId,
  parseVnicUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDevice, BackingDeviceStatus, Vnic } from '../platform/platform-state.ts';
import { childrenOf, descendantOf, type SimElement } from '../xml/sim-element.ts';
import { InvalidRecording } from './invalid-recording.ts';
import { linkedUuid, type RecordedObject } from './recorded-host.ts';
import { recordedValues } from './recorded-values.ts';

/** A vNIC with its backing devices as recorded; their logical ports are objects of their own. */
export function readRecordedVnic({ uuid, element }: RecordedObject): Vnic {
  const { text } = recordedValues(element);
  const details = descendantOf(element, 'Details');
  if (details === undefined) throw new InvalidRecording(`The recorded vNIC ${uuid} has no Details.`);
  const values = recordedValues(details);
  const backingDevices = devicesOf(element).map(readDevice);
  return {
    uuid: parseVnicUuid(uuid),
    revision: 1,
    createdMs: Number(descendantOf(element, 'Metadata', 'Atom', 'AtomCreated')?.text ?? 0),
    slot: parseSlotNumber(text('VirtualSlotNumber')),
    drcName: text('DynamicReconfigurationConnectorName', ''),
    mac: parseMacAddress(values.text('MACAddress')),
    portVlanId: parseVlanId(values.text('PortVLANID', '0')),
    portVlanPriority: values.number('PortVLANIDPriority', 0),
    allowedVlans: values.text('AllowedVLANIDs', 'NONE'),
    allowedMacs: values.text('AllowedOperatingSystemMACAddresses', 'NONE'),
    // Schemas before failover do not tell; there is nothing to fail back from (vnic_feed.txt [R]).
    autoFailback: values.text('AutoFailBack', 'true') === 'true',
    desiredCapacity: values.percent('DesiredCapacityPercentage', backingDevices[0]?.desiredCapacity ?? 0),
    heldByOs: false,
    backingDevices,
  };
}

function devicesOf(element: SimElement): readonly SimElement[] {
  const container = descendantOf(element, 'AssociatedBackingDevices');
  if (container === undefined) return [];
  return childrenOf(container, 'VirtualNICBackingDeviceChoice').flatMap((choice) =>
    childrenOf(choice, 'VirtualNICSRIOVBackingDevice'),
  );
}

function readDevice(element: SimElement): BackingDevice {
  const { text, number, percent } = recordedValues(element);
  const currentCapacity = percent('CurrentCapacityPercentage');
  const currentMaxCapacity = percent('MaxCapacityPercentage', wholePort);
  return {
    vios: parseViosUuid(needLink(element, 'AssociatedVirtualIOServer')),
    adapter: parseSriovAdapterId(text('RelatedSRIOVAdapterID')),
    port: parsePhysicalPortId(text('RelatedSRIOVPhysicalPortID')),
    logicalPort: parseLogicalPortUuid(needLink(element, 'RelatedSRIOVLogicalPort')),
    priority: number('FailOverPriority', 50),
    isActive: text('IsActive', 'true') === 'true',
    status: text('Status', 'OPERATIONAL') as BackingDeviceStatus,
    currentCapacity,
    currentMaxCapacity,
    desiredCapacity: percent('DesiredCapacityPercentage', currentCapacity),
    desiredMaxCapacity: percent('DesiredMaxCapacityPercentage', currentMaxCapacity),
  };
}

const wholePort = 100_00;

function needLink(element: SimElement, name: string): string {
  const uuid = linkedUuid(element, name);
  if (uuid === undefined) throw new InvalidRecording(`The recorded ${element.name} has no ${name}.`);
  return uuid;
}
