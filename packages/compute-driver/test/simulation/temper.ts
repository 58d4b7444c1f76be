import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseWorld, type World } from '@powervm-sriov/powervm-simulator';
import type { BackingDeviceChange } from '@powervm-sriov/pypowervm-ts';
import type { SeededRandom } from './seeded-random.ts';

/** What kind of run a seed makes. */
export interface Temper {
  readonly world: 'pair' | 'mixed';
  /** Nobody else is there and nothing ever fails, so that nothing may be refused. */
  readonly isCalm: boolean;
  /** Share of the requests that something happens to. */
  readonly mishaps: number;
  readonly backingDeviceChange: BackingDeviceChange;
  readonly maximumAge: number;
  /** Whether the agent listens to events. */
  readonly isWatched: boolean;
  /** Ports have few logical ports, so that room is what there is least of. */
  readonly isTight: boolean;
  /** Some platforms may let two vNICs have one MAC address. */
  readonly enforcesUniqueMac: boolean;
}

export function temperOf(seed: number, random: SeededRandom): Temper {
  const isCalm = seed % 4 === 0;
  const world = seed % 3 === 0 ? 'mixed' : 'pair';
  const changes = world === 'mixed' ? (['rest', 'none'] as const) : (['rest', 'cli', 'none'] as const);
  return {
    world,
    isCalm,
    mishaps: isCalm ? 0 : random.pick([0, 0.01, 0.03, 0.08]),
    backingDeviceChange: random.pick(changes),
    maximumAge: random.pick([0, 5_000, 90_000, 90_000]),
    isWatched: random.chance(0.5),
    isTight: isCalm || random.chance(0.5),
    enforcesUniqueMac: random.chance(0.5),
  };
}

/** The shipped world, with what the temper changes of it. */
export function worldOf({ world, isTight, backingDeviceChange, enforcesUniqueMac }: Temper): World {
  const { switches, systems, ...rest } = shipped(world);
  return {
    ...rest,
    systems: isTight ? systems.map(tighten) : systems,
    switches: { ...switches, backingDeviceChange, enforceUniqueMac: enforcesUniqueMac },
  };
}

/** Logical ports of each port where room is tight, whatever the card could have. */
export const tightLogicalPorts = 3;

function tighten({ adapters, ...system }: WorldSystem): WorldSystem {
  return {
    ...system,
    adapters: adapters.map(({ ports, label, preset, ...adapter }) => {
      const all = Array.from({ length: preset === 'roce-2-port' ? 2 : 4 }, (_, index) => ports[index]);
      const given = { link: 'up', mtu: 'E_1500', switchMode: 'Veb', label } as const;
      return {
        ...adapter,
        preset,
        label,
        ports: all.map((port) => ({ ...given, ...port, maxLogicalPorts: tightLogicalPorts })),
      };
    }),
  };
}

type WorldSystem = World['systems'][number];

const texts = new Map<string, string>();

/** Each run gets objects of its own. */
function shipped(name: string): World {
  const file = new URL(`../../../powervm-simulator/worlds/${name}.yaml`, import.meta.url);
  const text = texts.get(name) ?? readFileSync(fileURLToPath(file), 'utf8');
  texts.set(name, text);
  return parseWorld(text, name);
}
