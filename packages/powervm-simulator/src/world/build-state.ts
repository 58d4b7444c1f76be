import { parseSystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { memoryInUse, processorsInUse } from '../platform/available-resources.ts';
import { uuidFrom } from '../platform/make-identity.ts';
import { managementSwitch } from '../platform/management-network.ts';
import type { ManagedSystem, PlatformState, VirtualSwitch } from '../platform/platform-state.ts';
import { buildAdapters } from './build-adapters.ts';
import { buildPartitions } from './build-partitions.ts';
import { buildVioses } from './build-vioses.ts';
import { capabilitiesOf } from './capabilities-of.ts';
import { InvalidWorld } from './invalid-world.ts';
import type { World, WorldSystem } from './world-schema.ts';

export type Personality = 'novalink' | 'hmc';

/** The state of a world at its beginning; the same world always gives the same one. */
export function buildState(
  world: World,
  options: { readonly personality?: Personality } = {},
): PlatformState {
  const personality = options.personality ?? world.personality;
  if (personality === 'novalink' && world.systems.length > 1) {
    throw new InvalidWorld(
      `World ${world.name} has ${world.systems.length} systems and a NovaLink manages one: use personality hmc.`,
    );
  }
  return {
    format: 2,
    console: {
      uuid: uuidFrom(world.name, 'console'),
      revision: 1,
      name: `${world.name}-${personality}`,
      machine: { type: '7063', model: 'CR2', serial: '13579AC' },
      publicSshKey: `ssh-rsa ${Buffer.from(`key of ${world.name}`).toString('base64')} wlp@${world.name}`,
      authorizedKeys: [],
      level: personality === 'hmc' ? { version: '10', release: '3', servicePack: '1060' } : undefined,
    },
    systems: world.systems.map((system) => buildSystem(world.name, system, personality)),
    settings: { ...world.switches, personality },
    pending: [],
    identity: { seed: world.name, nextSerial: 0 },
  };
}

function buildSystem(seed: string, given: WorldSystem, personality: Personality): ManagedSystem {
  const virtualSwitches = buildVirtualSwitches(`${seed}/${given.name}`);
  const build = { seed: `${seed}/${given.name}`, machine: machineOf(given.machine), virtualSwitches };
  const vioses = buildVioses(given.vioses, build);
  const partitions = buildPartitions(given.partitions, { ...build, firstId: vioses.length + 1 });
  refuseNamesakes(given.name, [...vioses, ...partitions]);
  return {
    uuid: parseSystemUuid(uuidFrom(build.seed, 'system')),
    revision: 1,
    name: given.name,
    machine: build.machine,
    state: 'operating',
    primaryIpAddress: '192.0.2.10',
    secondaryIpAddress: '192.0.2.11',
    firmware: given.firmware,
    schemaVersion: 'V1_3_0',
    capabilities: capabilitiesOf(given),
    master: given.master === 'console' ? personality : given.master,
    maximumPartitions: 1_000,
    ...buildFigures(given, { vioses, partitions }),
    adapters: buildAdapters(given, [...vioses, ...partitions]),
    virtualSwitches,
    vioses,
    partitions,
    logicalPorts: [],
  };
}

/** The switch that every system has, and NovaLink's for management (vswitch_feed.txt [R]). */
function buildVirtualSwitches(seed: string): VirtualSwitch[] {
  return [
    { uuid: uuidFrom(seed, 'switch 0'), revision: 1, id: 0, name: 'ETHERNET0', mode: 'Veb' },
    { uuid: uuidFrom(seed, 'switch 1'), revision: 1, id: 1, name: managementSwitch, mode: 'Vepa' },
  ];
}

function machineOf(text: string): ManagedSystem['machine'] {
  const [, type = '', model = '', serial = ''] = /^(\w+)-(\w+)\*(\w+)$/.exec(text) ?? [];
  return { type, model, serial };
}

function refuseNamesakes(system: string, partitions: readonly { name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of partitions) {
    if (seen.has(name)) throw new InvalidWorld(`System ${system} has two partitions named ${name}.`);
    seen.add(name);
  }
}

/** A middling system: what its partitions use, and as much free as the world says. */
function buildFigures(
  given: WorldSystem,
  partitions: Pick<ManagedSystem, 'vioses' | 'partitions'>,
): Pick<ManagedSystem, 'memory' | 'processors' | 'migration'> {
  const usedByHypervisor = 65_536;
  const memory = memoryInUse(partitions) + usedByHypervisor + given.freeMemory;
  const processors = Math.ceil(processorsInUse(partitions) + given.freeProcessors);
  return {
    memory: {
      configurable: memory,
      installed: memory,
      unaccounted: 0,
      usedByHypervisor,
      blockSize: 256,
      regionSize: given.memoryRegionSize,
    },
    processors: {
      configurable: processors,
      installed: processors,
      unaccounted: 0,
      minimumPerVirtualProcessor: 0.05,
      maximumPerPartition: 240,
      compatibilityModes: given.compatibilityModes,
    },
    migration: { maximumInactive: given.migrations.inactive, maximumActive: given.migrations.active },
  };
}
