import { parseWorld, VirtualClock } from '@powervm-sriov/powervm-simulator';
import type { Transport } from '@powervm-sriov/pypowervm-ts';
import {
  capacityOf,
  type LocationCode,
  parseFailoverPriority,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import { type NewDevice, pvmSriovDriver, type VnicTarget } from '@powervm-sriov/vif-drivers';
import { noSignal, type SimulatedHost, simulatedHost, vnicRequest } from './simulated-host.ts';

/** Every way that a console may have to change devices; on NovaLink there are no commands. */
export const consoleWays = [
  { personality: 'novalink', backingDeviceChange: 'rest' },
  { personality: 'hmc', backingDeviceChange: 'rest' },
  { personality: 'hmc', backingDeviceChange: 'cli' },
] as const;

export interface PluggedHost extends SimulatedHost {
  readonly target: VnicTarget;
  readonly plugged: VnicSnapshot;
}

interface Way {
  readonly personality: 'novalink' | 'hmc';
  readonly backingDeviceChange: 'rest' | 'cli' | 'none';
  readonly through?: (road: Transport) => Transport;
}

/** Four ports, and a vNIC with a device on two of them. */
export async function pluggedHost({ personality, backingDeviceChange, ...rest }: Way): Promise<PluggedHost> {
  const world = parseWorld(
    `
name: small
switches: { backingDeviceChange: ${backingDeviceChange} }
systems:
  - name: small-9009-42A
    adapters: [{ preset: roce-2-port, count: 2, slot: P1-C8, label: prod_net }]
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }]
`,
    'small',
  );
  const clock = new VirtualClock();
  const simulated = await simulatedHost({ ...rest, world, personality, backingDeviceChange, clock });
  const partition = simulated.partition('lpar1');
  const vnic = vnicRequest();
  const { vnic: plugged } = await pvmSriovDriver.plug(simulated.host, { partition, vnic }, noSignal);
  return { ...simulated, plugged, target: { partition, mac: vnic.mac } };
}

/** For a port where the vNIC has none. */
export function freeDevice({ host, plugged }: PluggedHost): NewDevice {
  const { adapters, vioses } = host.snapshot();
  const taken = new Set(plugged.devices.map(placeText));
  const port = adapters
    .flatMap(({ ports }) => ports)
    .find(({ adapterId, portId }) => adapterId !== undefined && !taken.has(placeText({ adapterId, portId })));
  const [vios] = vioses;
  if (port?.adapterId === undefined || vios === undefined)
    throw new Error('the host has a free port and a VIOS');
  return {
    adapterId: port.adapterId,
    portId: port.portId,
    viosUuid: vios.uuid,
    capacity: capacityOf(500),
    maxCapacity: undefined,
    priority: parseFailoverPriority(60),
  };
}

/** What the vNIC truly has. */
export function devicesIn({ simulator }: SimulatedHost) {
  const [made] = simulator.control.state().systems.flatMap(({ vnics }) => vnics);
  return (made?.backingDevices ?? []).map(({ adapter, port, priority: rank, capacity }) => {
    return { at: placeText({ adapterId: adapter, portId: port }), priority: rank, capacity };
  });
}

export function locationOf({ host }: SimulatedHost, { adapterId, portId }: Place): LocationCode {
  const ports = host.snapshot().adapters.flatMap((adapter) => adapter.ports);
  const port = ports.find((each) => each.adapterId === adapterId && each.portId === portId);
  if (port === undefined) throw new Error(`the host has no port ${placeText({ adapterId, portId })}`);
  return port.location;
}

export function placeText({ adapterId, portId }: Place): string {
  return `${adapterId}/${portId}`;
}

interface Place {
  readonly adapterId: number;
  readonly portId: number;
}
