import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findDevicePort } from './find-port.ts';
import type { BackingDeviceSnapshot, HostSnapshot } from './host-snapshot.ts';

/** A backing device as people name it. */
export interface DeviceName {
  /** The location of its port, or its numbers when the port is not in the snapshot. */
  readonly port: string;
  /** The name of its VIOS, or its UUID when the VIOS is not in the snapshot. */
  readonly vios: string;
}

export function nameDevice(device: BackingDeviceSnapshot, snapshot: HostSnapshot): DeviceName {
  const { adapterId, portId, viosUuid } = device;
  const vios = snapshot.vioses.find(({ uuid }) => sameUuid(uuid, viosUuid));
  const port = findDevicePort(snapshot, device);
  return { port: port?.location ?? `adapter ${adapterId} port ${portId}`, vios: vios?.name ?? viosUuid };
}
