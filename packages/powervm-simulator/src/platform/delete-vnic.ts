import { checkDlpar, checkMaster } from './check-writable.ts';
import { releaseLogicalPort } from './configure-logical-port.ts';
import { logicalPortOf, partitionOf, systemOf, viosOf, vnicOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { explainRefusal, PlatformRefusal } from './platform-refusal.ts';
import type { BackingDevice, LogicalPartition, ManagedSystem, Vnic } from './platform-state.ts';
import { vnicPath } from './settle-vnics.ts';
import { touch } from './touch.ts';

/** Removes a vNIC and the logical ports behind it. */
export function deleteVnic(
  platform: Platform,
  target: { readonly system: string; readonly partition: string; readonly vnic: string },
): void {
  const system = systemOf(platform, target.system);
  const partition = partitionOf(system, target.partition);
  const vnic = vnicOf(partition, target.vnic);
  explainRefusal(`The vNIC in slot ${vnic.slot} of partition ${partition.name} was not removed`, () => {
    checkMaster(platform, system);
    checkDlpar(partition);
    checkReleased(partition, vnic);
  });
  removeVnic(platform, system, { partition, vnic });
}

export function removeVnic(
  platform: Platform,
  system: ManagedSystem,
  { partition, vnic }: { readonly partition: LogicalPartition; readonly vnic: Vnic },
): void {
  for (const device of vnic.backingDevices) releaseDevice(platform, system, device);
  partition.vnics.splice(partition.vnics.indexOf(vnic), 1);
  touch(partition);
  platform.announce({ kind: 'DELETE', path: vnicPath(partition, vnic), details: [] });
}

export function releaseDevice(platform: Platform, system: ManagedSystem, device: BackingDevice): void {
  const logicalPort = logicalPortOf(system, device.logicalPort);
  releaseLogicalPort(platform, system, { logicalPort, owner: viosOf(system, device.vios) });
}

function checkReleased(partition: LogicalPartition, vnic: Vnic): void {
  if (!vnic.heldByOs || partition.state !== 'running') return;
  throw new PlatformRefusal(
    400,
    'HSCL294D',
    `The operating system of partition ${partition.name} uses the vNIC in slot ${vnic.slot} (AIX 0931-029).`,
  );
}
