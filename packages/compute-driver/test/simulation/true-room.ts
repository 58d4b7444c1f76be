import { type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Simulation } from './simulation.ts';
import { tightLogicalPorts } from './temper.ts';
import { trueVnics } from './true-world.ts';

export interface TrueRoom {
  /** Ports of the network on which one more device would fit. */
  readonly ports: readonly { readonly location: string; readonly adapter: number | undefined }[];
  /** Names of VIOSes that could serve it. */
  readonly vioses: readonly string[];
}

/**
 * Where the platform itself has room, counted without anything that the planner is made of. Only of calm runs: each of
 * their ports has the same few logical ports, and no cable, card or VIOS changes.
 */
export function findTrueRoom(
  { simulator, agent }: Simulation,
  { system: uuid, network, redundancy }: RoomWanted,
): TrueRoom {
  const { host } = agent.compute(uuid);
  const system = simulator.control.state().systems.find((each) => sameUuid(each.uuid, uuid));
  const cordons = host.cordons();
  if (system === undefined || cordons.some(({ kind }) => kind === 'host')) return { ports: [], vioses: [] };
  const isOpen = (location: string): boolean =>
    cordons.every((mark) => !('location' in mark) || !isWithin(location, mark.location));
  const promised = promisedDevices(simulator, host);
  return {
    ports: system.ports
      .filter(({ label, linkUp, adapterState }) => {
        return label === network && linkUp && adapterState === 'Running';
      })
      .filter(({ location, logicalPorts }) => {
        const held = promised.filter((device) => device.portLocation === location).length;
        return isOpen(location) && logicalPorts + held < tightLogicalPorts;
      })
      .map(({ location, adapter }) => ({ location, adapter })),
    vioses: system.vioses
      .filter(({ state, rmc }) => state === 'running' && rmc === 'active')
      .filter(({ uuid: vios }) => cordons.every((mark) => !('uuid' in mark) || !sameUuid(mark.uuid, vios)))
      .filter(({ name }) => redundancy === 1 || name !== withoutFailover)
      .map(({ name }) => name),
  };
}

export interface RoomWanted {
  readonly system: SystemUuid;
  readonly network: string;
  readonly redundancy: number;
}

/** A VIOS of world `mixed`, of an old level. */
const withoutFailover = 'vios4';

/** A port is where it is, and on its adapter. */
function isWithin(port: string, place: string): boolean {
  return port === place || port.startsWith(`${place}-`);
}

/** What is held for vNICs that still live on another system; what is held for nobody is no promise. */
function promisedDevices(simulator: Simulation['simulator'], host: Host) {
  const elsewhere = new Set(
    trueVnics(simulator).flatMap(({ system, mac }) => (sameUuid(system, host.system) ? [] : [mac])),
  );
  return host
    .reservations()
    .filter(({ mac }) => elsewhere.has(mac))
    .flatMap(({ devices }) => devices);
}

type Host = ReturnType<Simulation['agent']['compute']>['host'];
