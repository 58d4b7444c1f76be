import type { Simulation } from '../simulation.ts';
import { trueVnics } from '../true-world.ts';
import type { Invariant } from './invariant.ts';

/** Ports and their room. */
export const room: readonly Invariant[] = [
  { name: 'I6 no port gives more than it has', check: checkCapacity },
  { name: 'I7 distinct ports within a vNIC', check: checkDistinct },
  { name: 'I3 every virtual function belongs to a vNIC', check: checkFunctions },
  { name: 'I11 nothing is refused while nobody else writes', check: checkRefusals },
];

function checkCapacity({ simulator }: Simulation): readonly string[] {
  const ports = simulator.control.state().systems.flatMap((system) => system.ports);
  return ports
    .filter(({ allocatedCapacity }) => Number.parseFloat(allocatedCapacity) > 100)
    .map(({ location, allocatedCapacity }) => `port ${location} gives ${allocatedCapacity}`);
}

function checkDistinct({ simulator }: Simulation): readonly string[] {
  return trueVnics(simulator).flatMap(({ mac, devices }) => {
    const ports = devices.map(({ location }) => location);
    return new Set(ports).size === ports.length ? [] : [`vNIC ${mac} shares ports: ${ports.join()}`];
  });
}

function checkFunctions({ simulator }: Simulation): readonly string[] {
  const systems = simulator.control.state().systems;
  return systems.flatMap(({ name, logicalPorts, vnics }) => {
    const serving = logicalPorts.filter(({ usage }) => usage === 'DEDICATED_VNIC').length;
    const devices = vnics.flatMap(({ backingDevices }) => backingDevices).length;
    return serving === devices
      ? []
      : [`${name} has ${serving} logical ports for ${devices} devices of vNICs`];
  });
}

function checkRefusals({ watchman, temper }: Simulation): readonly string[] {
  const refusals = watchman.takeRefusals();
  return temper.isCalm ? refusals : [];
}
