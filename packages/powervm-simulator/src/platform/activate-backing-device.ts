import { checkMaster } from './check-writable.ts';
import { partitionOf, systemOf, vnicOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import { vnicPath } from './settle-vnics.ts';
import { touch } from './touch.ts';

/**
 * Moves the traffic of a vNIC to a device by hand. Auto failback goes off with it: otherwise the device of best
 * priority would take over again at once [?].
 */
export function activateBackingDevice(
  platform: Platform,
  target: {
    readonly system: string;
    readonly partition: string;
    readonly vnic: string;
    /** UUID of the device's logical port. */
    readonly logicalPort: string;
  },
): void {
  const system = systemOf(platform, target.system);
  const partition = partitionOf(system, target.partition);
  const vnic = vnicOf(partition, target.vnic);
  checkMaster(platform, system);
  const chosen = vnic.backingDevices.find((device) => device.logicalPort === target.logicalPort);
  if (chosen === undefined) {
    throw new PlatformRefusal(
      404,
      'SIM-NOT-FOUND',
      `The vNIC in slot ${vnic.slot} of partition ${partition.name} has no device on logical port ${target.logicalPort}.`,
    );
  }
  if (chosen.status !== 'OPERATIONAL') {
    throw new PlatformRefusal(
      400,
      'SIM-DEVICE-NOT-OPERATIONAL',
      `The backing device on adapter ${chosen.adapter} port ${chosen.port} is ${chosen.status}; it must be OPERATIONAL.`,
    );
  }
  vnic.autoFailback = false;
  for (const device of vnic.backingDevices) device.isActive = device === chosen;
  touch(vnic, partition);
  platform.announce({
    kind: 'MODIFY',
    path: vnicPath(partition, vnic),
    details: ['VirtualNICBackingDevice.IsActive'],
  });
}
