import { parseMacAddress, parseSlotNumber } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ClientNetworkAdapter, VirtualSwitch } from '../platform/platform-state.ts';
import { linkedUuid, type RecordedObject } from './recorded-host.ts';
import { recordedValues } from './recorded-values.ts';

export function readRecordedNetworkAdapter({ uuid, element }: RecordedObject): ClientNetworkAdapter {
  const { text, number, flag } = recordedValues(element);
  return {
    uuid,
    revision: 1,
    slot: parseSlotNumber(text('VirtualSlotNumber')),
    drcName: text('DynamicReconfigurationConnectorName', ''),
    mac: parseMacAddress(text('MACAddress')),
    portVlanId: number('PortVLANID', 0),
    taggedVlanIds: text('TaggedVLANIDs', ''),
    taggedVlanSupported: flag('TaggedVLANSupported'),
    virtualSwitch: linkedUuid(element, 'AssociatedVirtualSwitch') ?? '',
  };
}

export function readRecordedSwitch({ uuid, element }: RecordedObject): VirtualSwitch {
  const { text, number } = recordedValues(element);
  return {
    uuid,
    revision: 1,
    id: number('SwitchID'),
    name: text('SwitchName'),
    mode: text('SwitchMode', 'Veb') === 'Vepa' ? 'Vepa' : 'Veb',
  };
}
