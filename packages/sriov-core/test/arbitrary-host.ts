import fc from 'fast-check';
import type { Cordon, CordonedPlace, HostSnapshot, VnicLimits } from '../src/index.ts';
import {
  type AdapterSpec,
  buildHost,
  buildRequest,
  type PortSpec,
  type RequestSpec,
  type ViosSpec,
} from './build-host.ts';

/** Mostly one thing, sometimes another, so that a host has some of each fault and is seldom all faults. */
function mostly<Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> {
  const rare = others.map((value) => ({ weight: 1, arbitrary: fc.constant(value) }));
  return fc.oneof({ weight: 9 * others.length, arbitrary: fc.constant(usual) }, ...rare);
}

const port: fc.Arbitrary<PortSpec> = fc.record({
  label: mostly('prod_net', 'lab', ''),
  linkUp: mostly<boolean | null>(true, false, null),
  granularity: mostly('2%', '1%', '5%', '50%'),
  allocated: fc.constantFrom('0%', '0%', '50%', '90%', '98%', '100%'),
  used: fc.integer({ min: 0, max: 4 }),
  limit: fc.integer({ min: 3, max: 6 }),
  pvids: mostly<[number, number]>([2, 4094], [2, 50]),
  silent: mostly(false, true),
});

const adapter: fc.Arbitrary<AdapterSpec> = fc.record({
  mode: mostly('Sriov', 'Dedicated'),
  state: mostly('Running', 'Failed'),
  personality: mostly('MAX_MIN_CAPACITY', 'MIN_CAPACITY'),
  limit: fc.constantFrom(10, 20, 1, 5, null),
  ports: fc.array(port, { minLength: 1, maxLength: 3 }),
});

const vios: fc.Arbitrary<ViosSpec> = fc.record({
  state: mostly('running', 'not activated'),
  rmc: mostly('active', 'inactive'),
  management: mostly(false, true),
  vnicCapable: mostly(true, false),
  failoverCapable: mostly(true, false),
});

export const arbitraryHost = fc
  .record({
    system: fc.record({ vnicCapable: mostly(true, true, false), vnicFailoverCapable: mostly(true, false) }),
    adapters: fc.array(adapter, { minLength: 1, maxLength: 3 }),
    vioses: fc.oneof({ weight: 4, arbitrary: fc.constant([{}, {}]) }, fc.array(vios, { maxLength: 3 })),
  })
  .map(buildHost);

export const arbitraryRequestSpec: fc.Arbitrary<RequestSpec> = fc.record(
  {
    network: mostly('prod_net', 'default', 'nowhere'),
    redundancy: fc.integer({ min: 1, max: 4 }),
    policy: fc.constantFrom('strict' as const, 'best-effort' as const),
    capacity: fc.constantFrom('2%', '10%', '50%', '100%', '3%'),
    maxCapacity: fc.constantFrom('5%', '50%', '100%'),
    vlan: fc.constantFrom(0, 2, 100, 4094),
    allowLinkDown: mostly(false, true),
  },
  { requiredKeys: ['network', 'redundancy', 'policy', 'vlan', 'allowLinkDown'] },
);

export const arbitraryRequest = arbitraryRequestSpec.map(buildRequest);

/** Seldom a mark, at most two, on any place of the host. */
export function arbitraryCordons(snapshot: HostSnapshot): fc.Arbitrary<readonly Cordon[]> {
  const places: readonly CordonedPlace[] = [
    { kind: 'host' },
    ...snapshot.adapters.flatMap(({ location, ports }) => [
      { kind: 'adapter', location } as const,
      ...ports.map((port) => ({ kind: 'port', location: port.location }) as const),
    ]),
    ...snapshot.vioses.map(({ uuid }) => ({ kind: 'vios', uuid }) as const),
  ];
  const cordon = fc.constantFrom(...places).map((place) => ({ ...place, note: 'new firmware' }));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(cordon, { minLength: 1, maxLength: 2 }) },
  );
}

/** Seldom tight, mostly none. */
export const arbitraryLimits: fc.Arbitrary<VnicLimits> = fc.record({
  vnicsPerPartition: mostly<number | undefined>(undefined, 1, 2),
  vnicServersPerVios: mostly<number | undefined>(undefined, 1, 2, 3, 4),
});

/** The real cards, partly in use: 10GbE+1GbE (sys_with_sriov.txt [R]), RoCE [H], and four equal ports [?]. */
const realCard = fc.oneof(
  partlyUsed({ limit: 48, granularity: '2%', ports: [20, 20, 4, 4] }),
  partlyUsed({ limit: 120, granularity: '1%', ports: [60, 60] }),
  partlyUsed({ limit: 64, granularity: '2%', ports: [16, 16, 16, 16] }),
);

function partlyUsed(card: { limit: number; granularity: string; ports: readonly number[] }) {
  const { limit, granularity } = card;
  const ports = card.ports.map((portLimit) =>
    fc.record({
      limit: fc.constant(portLimit),
      granularity: fc.constant(granularity),
      allocated: fc.constantFrom('0%', '10%', '20%', '50%', '90%'),
      used: fc.integer({ min: 0, max: Math.floor(portLimit / 2) }),
    }),
  );
  return fc.tuple(...ports).map((specs): AdapterSpec => ({ limit, ports: specs }));
}

/** Healthy hosts of two to four real cards: how many vNICs still fit is the only question. */
export const arbitraryRoomyHost = fc
  .array(realCard, { minLength: 2, maxLength: 4 })
  .map((adapters) => buildHost({ adapters, vioses: [{}, {}] }));

/** Healthy hosts of three cards whose vNICs were placed without a plan, each on distinct ports. */
export const arbitraryUsedHost = fc
  .array(
    fc.uniqueArray(
      fc.record({
        place: fc.constantFrom('1/0', '1/1', '2/0', '2/1', '3/0', '3/1'),
        vios: fc.integer({ min: 1, max: 3 }),
      }),
      { selector: ({ place }) => place, minLength: 1, maxLength: 4 },
    ),
    { maxLength: 8 },
  )
  .map((vnics) => {
    const card = { ports: [{}, {}] };
    return buildHost({
      adapters: [card, card, card],
      vioses: [{}, {}, {}],
      vnics: vnics.map((devices, index) => ({
        mac: macNumber(index),
        devices: devices.map(({ place, vios }) => `${place}/${vios}`),
      })),
    });
  });

/** The n-th address of a row of vNICs. */
export function macNumber(number: number): string {
  return `FA163E${number.toString(16).padStart(6, '0')}`.toUpperCase();
}
