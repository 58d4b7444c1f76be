import type { BackingDeviceSnapshot } from '../host-snapshot.ts';
import { pickBest } from '../placement/pick-best.ts';

/** The device that a vNIC misses least: one that does not work, that shares most with the others, that stands by, that comes last. */
export function leastUseful(devices: readonly BackingDeviceSnapshot[]): BackingDeviceSnapshot | undefined {
  const shared = (device: BackingDeviceSnapshot): number =>
    devices.filter(({ adapterId }) => adapterId === device.adapterId).length * devices.length +
    devices.filter(({ viosUuid }) => viosUuid === device.viosUuid).length;
  const works = ({ status }: BackingDeviceSnapshot): number =>
    Number(status === undefined || status === 'OPERATIONAL');
  const active = ({ isActive }: BackingDeviceSnapshot): number => Number(isActive === true);
  const rank = ({ priority }: BackingDeviceSnapshot): number => priority ?? 0;
  return pickBest(devices, [
    { name: 'works', compare: (left, right) => works(left) - works(right) },
    { name: 'shared', compare: (left, right) => shared(right) - shared(left) },
    { name: 'active', compare: (left, right) => active(left) - active(right) },
    { name: 'priority', compare: (left, right) => rank(right) - rank(left) },
  ])?.best;
}
