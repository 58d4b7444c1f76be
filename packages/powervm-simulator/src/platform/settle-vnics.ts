import { isActivated } from './available-resources.ts';
import { electActiveDevice } from './elect-active-device.ts';
import { portOf, viosOf } from './locate.ts';
import type { Platform } from './platform.ts';
import type {
  BackingDevice,
  BackingDeviceStatus,
  LogicalPartition,
  ManagedSystem,
  Vnic,
} from './platform-state.ts';
import { touch } from './touch.ts';

/** What the hypervisor does by itself after any change: every vNIC's statuses, then its active device. */
export function settleVnics(platform: Platform, system: ManagedSystem): void {
  settleLogicalPorts(system);
  for (const partition of system.partitions) {
    for (const vnic of partition.vnics) {
      if (!settleVnic(system, partition, vnic)) continue;
      touch(vnic, partition);
      platform.announce({
        kind: 'MODIFY',
        path: vnicPath(partition, vnic),
        details: ['VirtualNICBackingDevice.Status'],
      });
    }
  }
}

export function vnicPath(partition: LogicalPartition, vnic: Vnic): readonly string[] {
  return ['LogicalPartition', partition.uuid, 'VirtualNICDedicated', vnic.uuid];
}

/** Whether anything changed. A new vNIC is settled before anybody sees it. */
export function settleVnic(system: ManagedSystem, partition: LogicalPartition, vnic: Vnic): boolean {
  const before = JSON.stringify(vnic.backingDevices);
  const candidates = vnic.backingDevices.map((device) => {
    const condition = conditionOf(system, device);
    device.status = isActivated(partition) ? condition : 'POWERED_OFF';
    return { device, isHealthy: condition === 'OPERATIONAL' };
  });
  const elected = electActiveDevice(candidates, vnic);
  for (const device of vnic.backingDevices) device.isActive = device === elected;
  return JSON.stringify(vnic.backingDevices) !== before;
}

/** The nearest failure wins: the VIOS that serves the device, then its card, then the cable. */
function conditionOf(system: ManagedSystem, device: BackingDevice): BackingDeviceStatus {
  if (viosOf(system, device.vios).state !== 'running') return 'UNRESPONSIVE';
  const adapter = system.adapters.find(({ sriovAdapterId }) => sriovAdapterId === device.adapter);
  if (adapter?.state !== 'Running' || adapter.mode !== 'Sriov') return 'ADAPTER_ERROR';
  return portOf(adapter, device.port).linkStatus ? 'OPERATIONAL' : 'LINK_DOWN';
}

function settleLogicalPorts(system: ManagedSystem): void {
  for (const logicalPort of system.logicalPorts) {
    const adapter = system.adapters.find(({ sriovAdapterId }) => sriovAdapterId === logicalPort.adapter);
    const isFunctional = adapter?.state === 'Running';
    if (logicalPort.isFunctional === isFunctional) continue;
    logicalPort.isFunctional = isFunctional;
    touch(logicalPort);
  }
}
