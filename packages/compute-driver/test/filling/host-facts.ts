import type { TrueState, World } from '@powervm-sriov/powervm-simulator';

/**
 * What a host is, put together from the world it was built from and the simulator's true state; no client reads or
 * counts any of it. Capacities in hundredths of a percent.
 */
export interface HostFacts {
  readonly vnicCapable: boolean;
  readonly failoverCapable: boolean;
  readonly ports: readonly PortFacts[];
  /** Logical ports that each adapter can have, by its number. */
  readonly adapterLimits: ReadonlyMap<number, number>;
  readonly vioses: readonly ViosFacts[];
}

export interface PortFacts {
  readonly location: string;
  readonly adapter: number;
  readonly network: string;
  /** The adapter works as an SR-IOV adapter, and the port has link. */
  readonly works: boolean;
  readonly hasCeilings: boolean;
  readonly granularity: number;
  readonly logicalPorts: number;
}

interface ViosFacts {
  readonly name: string;
  readonly serves: boolean;
  readonly failsOver: boolean;
}

type WorldSystem = World['systems'][number];
type TrueSystem = TrueState['systems'][number];

/** The cards of the worlds, written down again: logical ports of the card, granularity and logical ports of each port. */
const cards: Readonly<Record<WorldSystem['adapters'][number]['preset'], CardFacts>> = {
  'cna-4-port': { limit: 48, granularity: 200, ports: [20, 20, 4, 4], ceilings: false },
  'en15-4-port': { limit: 64, granularity: 200, ports: [16, 16, 16, 16], ceilings: false },
  'roce-2-port': { limit: 120, granularity: 100, ports: [60, 60], ceilings: true },
  'cx-2-port-100g': { limit: 120, granularity: 100, ports: [60, 60], ceilings: true },
};

interface CardFacts {
  readonly limit: number;
  readonly granularity: number;
  readonly ports: readonly number[];
  readonly ceilings: boolean;
}

/** For a world of one system. */
export function hostFacts({ systems: [given] }: World, { systems: [system] }: TrueState): HostFacts {
  if (given === undefined || system === undefined) throw new Error('the world has a system');
  const adapters = given.adapters
    .flatMap((adapter) => Array.from({ length: adapter.count }, () => adapter))
    .map((adapter, index) => ({ ...adapter, id: index + 1, card: cards[adapter.preset] }));
  return {
    vnicCapable: given.vnicCapable,
    failoverCapable: given.failoverCapable,
    adapterLimits: new Map(adapters.map(({ id, card }) => [id, card.limit])),
    ports: adapters.flatMap(({ id, card, mode, state, personality, ports }) =>
      card.ports.map((logicalPorts, index) => {
        const { location, label, linkUp } = truePort(system, id, index);
        return {
          location,
          adapter: id,
          network: label === '' ? 'default' : label,
          works: mode === 'Sriov' && state === 'Running' && linkUp,
          hasCeilings: personality === undefined ? card.ceilings : personality === 'MAX_MIN_CAPACITY',
          granularity: card.granularity,
          logicalPorts: ports[index]?.maxLogicalPorts ?? logicalPorts,
        };
      }),
    ),
    vioses: given.vioses.map(({ name, state, rmc, vnicCapable, failoverCapable, management }) => ({
      name,
      serves: state === 'running' && vnicCapable && (rmc === 'active' || management),
      failsOver: failoverCapable,
    })),
  };
}

function truePort({ ports }: TrueSystem, adapter: number, port: number): TrueSystem['ports'][number] {
  const found = ports.find((each) => each.adapter === adapter && each.port === port);
  if (found === undefined) throw new Error(`the host has no port ${port} of adapter ${adapter}`);
  return found;
}
