import {
  type BackingDeviceSnapshot,
  findDevicePort,
  type HostSnapshot,
  nameDevice,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { endsWithPart } from './ends-with-part.ts';
import { selectOne } from './select-one.ts';

/** A backing device of a vNIC by its port: location code, an end of it that is unique among them, or `adapter:port`. */
export function selectDevice(host: HostSnapshot, vnic: VnicSnapshot, wanted: string): BackingDeviceSnapshot {
  const location = (device: BackingDeviceSnapshot): string => findDevicePort(host, device)?.location ?? '';
  return selectOne({
    kind: 'backing device on port',
    wanted,
    items: vnic.devices,
    ways: [
      (device) => location(device) === wanted,
      (device) => endsWithPart(location(device), wanted),
      ({ adapterId, portId }) => `${adapterId}:${portId}` === wanted,
    ],
    name: (device) => nameDevice(device, host).port,
  });
}
