import { checkViosServes } from './check-writable.ts';
import { viosOf } from './locate.ts';
import {
  type PlannedFunction,
  planVirtualFunctions,
  type VirtualFunctionRequest,
} from './plan-virtual-functions.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { BackingDevice, ManagedSystem, VirtualIoServer } from './platform-state.ts';

export type BackingDeviceRequest = VirtualFunctionRequest & {
  /** UUID of the VIOS that serves it. */
  readonly vios: string;
  /** 1..100, the lowest wins; default 50 [H]. */
  readonly priority?: number;
};

export type PlannedDevice = {
  readonly vios: VirtualIoServer;
  readonly priority: number;
  readonly planned: PlannedFunction;
};

const mostDevices = 6;
const defaultPriority = 50;

/** Checks new backing devices beside those that the vNIC keeps. Changes nothing. */
export function planBackingDevices(
  platform: Platform,
  system: ManagedSystem,
  { requests, kept }: { requests: readonly BackingDeviceRequest[]; kept: readonly BackingDevice[] },
): PlannedDevice[] {
  const count = requests.length + kept.length;
  checkDeviceCount(count);
  checkDistinctPorts([...kept, ...requests]);
  const vioses = requests.map((request) => viosOf(system, request.vios));
  for (const vios of new Set(vioses)) {
    const added = vioses.filter((other) => other === vios).length;
    checkVnicServer(platform, system, { vios, added });
  }
  if (count > 1)
    checkFailoverCapable(system, [...vioses, ...kept.map((device) => viosOf(system, device.vios))]);
  const priorities = requests.map((request) => checkDevicePriority(request.priority ?? defaultPriority));
  const functions = planVirtualFunctions(platform, system, requests);
  return functions.map((planned, index) => {
    const vios = vioses[index];
    const priority = priorities[index];
    if (vios === undefined || priority === undefined) throw new RangeError('one plan per request');
    return { vios, priority, planned };
  });
}

export function checkDevicePriority(priority: number): number {
  if (Number.isInteger(priority) && priority >= 1 && priority <= 100) return priority;
  throw new PlatformRefusal(400, 'SIM-FAILOVER-PRIORITY', `Failover priority ${priority} is not 1 to 100.`);
}

export function checkSystemVnicCapable(system: ManagedSystem): void {
  if (system.capabilities.VirtualNICDedicatedSRIOVCapable === 'true') return;
  throw new PlatformRefusal(
    400,
    'SIM-SYSTEM-VNIC-INCAPABLE',
    `${system.name} has no dedicated vNIC support.`,
  );
}

function checkDeviceCount(count: number): void {
  if (count >= 1 && count <= mostDevices) return;
  throw new PlatformRefusal(
    400,
    'SIM-DEVICE-COUNT',
    `A vNIC has 1 to ${mostDevices} backing devices, not ${count}.`,
  );
}

function checkDistinctPorts(devices: readonly { adapter: number; port: number }[]): void {
  const seen = new Set<string>();
  for (const { adapter, port } of devices) {
    const place = `adapter ${adapter} port ${port}`;
    if (seen.has(place)) {
      throw new PlatformRefusal(
        400,
        'SIM-DEVICE-PORT-TWICE',
        `Two backing devices of one vNIC are on ${place}; each needs a physical port of its own.`,
      );
    }
    seen.add(place);
  }
}

function checkVnicServer(
  platform: Platform,
  system: ManagedSystem,
  { vios, added }: { readonly vios: VirtualIoServer; readonly added: number },
): void {
  checkViosServes(vios);
  if (!vios.isVnicCapable) {
    throw new PlatformRefusal(400, 'SIM-VIOS-VNIC-INCAPABLE', `VIOS ${vios.name} cannot serve vNICs.`);
  }
  const served = system.logicalPorts.filter(
    (port) => port.owner === vios.uuid && port.usage === 'DEDICATED_VNIC',
  ).length;
  const limit = platform.state.settings.vnicServersPerVios;
  if (served + added > limit) {
    throw new PlatformRefusal(
      400,
      'SIM-VIOS-VNIC-LIMIT',
      `VIOS ${vios.name} serves ${served} backing devices of ${limit}; ${added} more do not fit.`,
    );
  }
}

/** Redundancy needs failover support of the system and of every VIOS involved [R]. */
function checkFailoverCapable(system: ManagedSystem, vioses: readonly VirtualIoServer[]): void {
  if (system.capabilities.VirtualNICFailOverCapable !== 'true') {
    throw new PlatformRefusal(
      400,
      'SIM-SYSTEM-FAILOVER-INCAPABLE',
      `${system.name} has no vNIC failover: a vNIC can have one backing device only.`,
    );
  }
  const incapable = vioses.find((vios) => !vios.vnicFailoverCapable);
  if (incapable !== undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-VIOS-FAILOVER-INCAPABLE',
      `VIOS ${incapable.name} has no vNIC failover: it cannot serve one of several backing devices.`,
    );
  }
}
