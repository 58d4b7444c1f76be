import {
  checkNetworkSettings,
  type NetworkSettings,
  type NetworkSettingsRequest,
} from './check-network-settings.ts';
import { checkDlpar, checkMaster } from './check-writable.ts';
import { realizeDevice } from './create-vnic.ts';
import { releaseDevice } from './delete-vnic.ts';
import { logicalPortOf, partitionOf, systemOf, vnicOf } from './locate.ts';
import { readPercent } from './percent.ts';
import {
  type BackingDeviceRequest,
  checkDevicePriority,
  planBackingDevices,
} from './plan-backing-devices.ts';
import type { Platform } from './platform.ts';
import { explainRefusal, PlatformRefusal } from './platform-refusal.ts';
import type { BackingDevice, ManagedSystem, Vnic } from './platform-state.ts';
import { settleVnic, vnicPath } from './settle-vnics.ts';
import { touch } from './touch.ts';

export type ChangeVnicRequest = NetworkSettingsRequest & {
  readonly system: string;
  readonly partition: string;
  readonly vnic: string;
  readonly mac?: string;
  readonly slot?: number;
  readonly autoFailback?: boolean;
  /** All devices that the vNIC shall have; absent leaves them. */
  readonly backingDevices?: readonly BackingDeviceRequest[];
  /** By which way the request came: worlds differ in which may add and remove devices. */
  readonly via: 'rest' | 'cli';
};

type DevicePair = { readonly device: BackingDevice; readonly request: BackingDeviceRequest };

/** Network settings, failback, failover priorities and, where the world allows, the set of backing devices. */
export function changeVnic(platform: Platform, request: ChangeVnicRequest): Vnic {
  const system = systemOf(platform, request.system);
  const partition = partitionOf(system, request.partition);
  const vnic = vnicOf(partition, request.vnic);
  return explainRefusal(
    `The vNIC in slot ${vnic.slot} of partition ${partition.name} was not changed`,
    () => {
      checkMaster(platform, system);
      checkDlpar(partition);
      checkFixed(vnic, request);
      const network = checkNetworkSettings({ ...networkOf(vnic), ...request });
      const { kept, added, removed } = compareDevices(vnic, request.backingDevices);
      if (added.length + removed.length > 0) checkDeviceChangeAllowed(platform, request.via);
      for (const pair of kept) checkKept(pair);
      const keptDevices = kept.map(({ device }) => device);
      const planned = planBackingDevices(platform, system, { requests: added, kept: keptDevices });

      Object.assign(vnic, network);
      vnic.autoFailback = request.autoFailback ?? vnic.autoFailback;
      for (const { device, request: wish } of kept) device.priority = wish.priority ?? device.priority;
      for (const device of removed) releaseDevice(platform, system, device);
      applyNetwork(system, keptDevices, network);
      vnic.backingDevices = [
        ...keptDevices,
        ...planned.map((device) => realizeDevice(platform, system, { vnic, device })),
      ];
      settleVnic(system, partition, vnic);
      touch(vnic, partition);
      platform.announce({ kind: 'MODIFY', path: vnicPath(partition, vnic), details: ['Other'] });
      return vnic;
    },
  );
}

function networkOf(vnic: Vnic): NetworkSettings {
  const { portVlanId, portVlanPriority, allowedVlans, allowedMacs } = vnic;
  return { portVlanId, portVlanPriority, allowedVlans, allowedMacs };
}

/** MAC address and slot are given at creation only (kb="COD", vnic_feed.txt [R]). */
function checkFixed(vnic: Vnic, request: ChangeVnicRequest): void {
  if (request.mac !== undefined && request.mac.toUpperCase() !== vnic.mac) {
    throw new PlatformRefusal(400, 'SIM-VNIC-MAC-FIXED', `The vNIC has MAC ${vnic.mac} for life.`);
  }
  if (request.slot !== undefined && request.slot !== vnic.slot) {
    throw new PlatformRefusal(400, 'SIM-VNIC-SLOT-FIXED', `The vNIC is in slot ${vnic.slot} for life.`);
  }
}

function compareDevices(
  vnic: Vnic,
  requests: readonly BackingDeviceRequest[] | undefined,
): { kept: DevicePair[]; added: BackingDeviceRequest[]; removed: BackingDevice[] } {
  if (requests === undefined) {
    return { kept: vnic.backingDevices.map(asItIs), added: [], removed: [] };
  }
  const kept: DevicePair[] = [];
  const added: BackingDeviceRequest[] = [];
  for (const request of requests) {
    const device = vnic.backingDevices.find(
      (candidate) => isSame(candidate, request) && !kept.some((pair) => pair.device === candidate),
    );
    if (device === undefined) added.push(request);
    else kept.push({ device, request });
  }
  const removed = vnic.backingDevices.filter((device) => !kept.some((pair) => pair.device === device));
  return { kept, added, removed };
}

function asItIs(device: BackingDevice): DevicePair {
  return { device, request: { vios: device.vios, adapter: device.adapter, port: device.port } };
}

function isSame(device: BackingDevice, request: BackingDeviceRequest): boolean {
  return (
    device.vios.toLowerCase() === request.vios.toLowerCase() &&
    device.adapter === request.adapter &&
    device.port === request.port
  );
}

function checkDeviceChangeAllowed(platform: Platform, via: 'rest' | 'cli'): void {
  const { backingDeviceChange } = platform.state.settings;
  if (backingDeviceChange === via || (backingDeviceChange === 'rest' && via === 'cli')) return;
  const advice =
    backingDeviceChange === 'cli' ? 'it is done by the command line only' : 'create the vNIC anew';
  throw new PlatformRefusal(
    400,
    'SIM-DEVICE-CHANGE',
    `This platform does not add or remove backing devices of an existing vNIC this way; ${advice}.`,
  );
}

/** Of a live device only the failover priority changes (sriov-rules, vNIC [H]). */
function checkKept({ device, request }: DevicePair): void {
  if (request.priority !== undefined) checkDevicePriority(request.priority);
  const capacity = request.capacity === undefined ? undefined : readPercent(request.capacity);
  const maxCapacity = request.maxCapacity === undefined ? undefined : readPercent(request.maxCapacity);
  const isUnchanged =
    (request.capacity === undefined || capacity === device.desiredCapacity) &&
    (request.maxCapacity === undefined || maxCapacity === device.desiredMaxCapacity);
  if (isUnchanged) return;
  throw new PlatformRefusal(
    400,
    'SIM-DEVICE-CAPACITY-FIXED',
    `The capacity of the backing device on adapter ${device.adapter} port ${device.port} cannot change: add another and remove it.`,
  );
}

function applyNetwork(
  system: ManagedSystem,
  devices: readonly BackingDevice[],
  network: NetworkSettings,
): void {
  for (const device of devices) {
    const logicalPort = logicalPortOf(system, device.logicalPort);
    logicalPort.portVlanId = network.portVlanId;
    logicalPort.priority = network.portVlanPriority;
    logicalPort.allowedVlans = network.allowedVlans;
    logicalPort.allowedMacs = network.allowedMacs;
    touch(logicalPort);
  }
}
