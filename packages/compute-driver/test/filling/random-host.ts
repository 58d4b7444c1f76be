import { parseWorld, type World } from '@powervm-sriov/powervm-simulator';
import { capacityOf } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicShape } from '@powervm-sriov/sriov-core';
import fc from 'fast-check';

/** A host nobody has seen before, what others use of it already, and the vNICs to fill it with. */
export interface RandomHost {
  readonly world: World;
  readonly foreign: readonly ForeignUse[];
  readonly shape: VnicShape;
}

/** What somebody else has made; indexes beyond the end begin anew. A host that refuses it is one that lacks it. */
export interface ForeignUse {
  readonly kind: 'vnic' | 'logical-port';
  readonly partition: number;
  readonly devices: readonly { readonly vios: number; readonly port: number }[];
  /** Hundredths of a percent; undefined leaves it to the platform. */
  readonly capacity: number | undefined;
}

/** The same seed gives the same hosts, in the same order. */
export function randomHosts(count: number, seed: number): readonly RandomHost[] {
  return fc.sample(randomHost, { numRuns: count, seed });
}

const port = fc.record({
  label: fc.constantFrom('prod_net', 'prod_net', 'prod_net', 'prod_net', 'lab', 'lab', ''),
  link: fc.constantFrom('up', 'up', 'up', 'up', 'up', 'up', 'down'),
  maxLogicalPorts: fc.integer({ min: 1, max: 9 }),
});

/** Ports that a card does not have are cut off below. */
const adapter = fc.record({
  preset: fc.constantFrom('cna-4-port', 'roce-2-port', 'en15-4-port', 'cx-2-port-100g'),
  personality: fc.constantFrom('MAX_MIN_CAPACITY', 'MAX_MIN_CAPACITY', 'MIN_CAPACITY', 'NO_QOS'),
  mode: fc.constantFrom('Sriov', 'Sriov', 'Sriov', 'Sriov', 'Sriov', 'Dedicated'),
  state: fc.constantFrom('Running', 'Running', 'Running', 'Running', 'Running', 'Failed'),
  ports: fc.array(port, { minLength: 4, maxLength: 4 }),
});

const vios = fc.record({
  state: fc.constantFrom('running', 'running', 'running', 'running', 'not activated'),
  rmc: fc.constantFrom('active', 'active', 'active', 'inactive', 'busy'),
  vnicCapable: fc.constantFrom(true, true, true, true, false),
  failoverCapable: fc.constantFrom(true, true, true, true, false),
  management: fc.constantFrom(false, false, false, true),
});

const partition = fc.record({
  type: fc.constantFrom('AIX/Linux', 'AIX/Linux', 'OS400'),
  state: fc.constantFrom('running', 'running', 'not activated'),
  managementNetwork: fc.constantFrom(true, true, false),
  dlparCapable: fc.constantFrom(true, true, true, false),
  profileSync: fc.constantFrom('On', 'Disabled'),
});

const foreign: fc.Arbitrary<ForeignUse> = fc.record({
  kind: fc.constantFrom('vnic', 'logical-port'),
  partition: fc.nat({ max: 9 }),
  devices: fc.array(fc.record({ vios: fc.nat({ max: 9 }), port: fc.nat({ max: 19 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  capacity: fc.constantFrom(undefined, 200, 600, 2_600),
});

/** Shares that some cards refuse, and ceilings that only one personality has, are among them. */
const shape: fc.Arbitrary<VnicShape> = fc.record({
  redundancy: fc.constantFrom(1, 2, 2, 2, 3, 4),
  redundancyPolicy: fc.constantFrom('strict', 'strict', 'best-effort'),
  capacity: fc.constantFrom(undefined, undefined, undefined, 200, 300, 1_000, 2_400).map(capacityOrNone),
  maxCapacity: fc.constantFrom(undefined, undefined, undefined, undefined, 5_000).map(capacityOrNone),
});

const randomHost: fc.Arbitrary<RandomHost> = fc.record({
  world: fc
    .record({
      adapters: fc.array(adapter, { minLength: 3, maxLength: 6 }),
      vioses: fc.array(vios, { minLength: 1, maxLength: 2 }),
      partitions: fc.array(partition, { minLength: 1, maxLength: 4 }),
      failoverCapable: fc.constantFrom(...Array.from({ length: 11 }, () => true), false),
    })
    .map(worldOf),
  foreign: fc.array(foreign, { maxLength: 6 }),
  shape,
});

interface WorldParts {
  readonly adapters: readonly { readonly preset: string; readonly ports: readonly object[] }[];
  readonly vioses: readonly object[];
  readonly partitions: readonly object[];
  readonly failoverCapable: boolean;
}

/** One VIOS and one partition are always well, lest half of the hosts take nothing at all. */
function worldOf({ adapters, vioses, partitions, failoverCapable }: WorldParts): World {
  const system = {
    name: 'random-9009-42A',
    failoverCapable,
    adapters: adapters.map((each, index) => ({
      ...each,
      slot: `P1-C${index + 1}`,
      ports: each.ports.slice(0, each.preset.includes('-2-port') ? 2 : 4),
    })),
    vioses: [{}, ...vioses].map((each, index) => ({ ...each, name: `vios${index + 1}` })),
    partitions: [{}, ...partitions].map((each, index) => ({
      ...each,
      name: `lpar${index + 1}`,
      slots: 1_000,
    })),
  };
  // JSON is YAML, too.
  return parseWorld(JSON.stringify({ name: 'random', systems: [system] }), 'random');
}

function capacityOrNone(hundredths: number | undefined) {
  return hundredths === undefined ? undefined : capacityOf(hundredths);
}
