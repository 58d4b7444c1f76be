import { announceSystemChange } from './announce-system-change.ts';
import { placeOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { PhysicalPort } from './platform-state.ts';

/** `location` is the port's location code. */
export function pullCable(platform: Platform, location: string): void {
  setLink(platform, location, false);
}

export function plugCable(platform: Platform, location: string): void {
  setLink(platform, location, true);
}

function setLink(platform: Platform, location: string, isUp: boolean): void {
  const { system, port } = placeOf(platform, location);
  if (port === undefined) {
    throw new PlatformRefusal(
      404,
      'SIM-NOT-FOUND',
      `${location} is an adapter; a cable is in one of its ports.`,
    );
  }
  if (port.linkStatus === isUp) return;
  setPortLink(port, isUp);
  announceSystemChange(platform, system, 'SRIOVPhysicalPort.LinkStatus');
}

/** A port without link shows no speed and neither duplex nor `linkUp` (sys_with_sriov.txt [R]). */
export function setPortLink(port: PhysicalPort, isUp: boolean): void {
  port.linkStatus = isUp;
  port.currentConnectionSpeed = isUp ? port.linkedConnectionSpeed : 'Unknown';
  port.currentOptions = isUp ? [...port.linkedOptions] : [port.configuredPortSwitchMode];
}
