import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arbitraryCordons,
  arbitraryHost,
  arbitraryLimits,
  arbitraryRequestSpec,
  arbitraryRoomyHost,
  macNumber,
} from '../../test/arbitrary-host.ts';
import { buildHost, buildRequest, type HostSpec, partitionUuid } from '../../test/build-host.ts';
import { auditPlan } from '../audit/audit-plan.ts';
import { explainConstraint } from '../explain/explain-constraint.ts';
import { planVnic } from '../plan-vnic.ts';
import type { Reservation } from '../reservation.ts';
import { countPool, type PoolCase, type VnicShape } from './count-pool.ts';

const pair: VnicShape = { redundancy: 2, redundancyPolicy: 'strict' };

function poolOf(host: HostSpec, shape: VnicShape = pair): Readonly<Record<string, number>> {
  const { networks } = countPool({ snapshot: buildHost(host), shape, reservations: [] });
  return Object.fromEntries(networks.map(({ network, placeable }) => [network, placeable]));
}

/** Plans and audits vNIC after vNIC, the networks in turn, as if for real. */
function fill(given: PoolCase, networks: readonly string[]): Readonly<Record<string, number>> {
  const placed = Object.fromEntries(networks.map((network) => [network, 0]));
  const reservations: Reservation[] = [...given.reservations];
  let open = networks;
  while (open.length > 0) {
    open = open.filter((network) => {
      const mac = macNumber(reservations.length);
      const request = { ...buildRequest({ network, vlan: 0, mac }), capacity: undefined, ...given.shape };
      const plan = planVnic({ ...given, request, reservations });
      if (!plan.feasible) return false;
      expect(auditPlan({ ...given, request, reservations, plan })).toEqual([]);
      reservations.push(plan.reservation);
      placed[network] = (placed[network] ?? 0) + 1;
      return true;
    });
  }
  return placed;
}

const arbitraryPool: fc.Arbitrary<PoolCase> = fc
  .tuple(fc.oneof(arbitraryHost, arbitraryRoomyHost), arbitraryRequestSpec)
  .chain(([snapshot, spec]) => {
    const { redundancy, redundancyPolicy, capacity, maxCapacity } = buildRequest(spec);
    const shape = { redundancy, redundancyPolicy, capacity, maxCapacity };
    const partition = partitionUuid(1);
    return fc
      .tuple(arbitraryCordons(snapshot), arbitraryLimits)
      .map(([cordons, limits]) => ({ snapshot, shape, cordons, limits, partition, reservations: [] }));
  });

describe('countPool', () => {
  it('promises exactly what filling the host for real places', () => {
    fc.assert(
      fc.property(arbitraryPool, (given) => {
        const { networks } = countPool(given);
        const promised = Object.fromEntries(networks.map(({ network, placeable }) => [network, placeable]));
        expect(fill(given, Object.keys(promised))).toEqual(promised);
      }),
      { numRuns: 300 },
    );
  });

  it('lets networks on the same adapters share the room evenly', () => {
    const card = { limit: 10, ports: [{ label: 'blue' }, { label: 'red' }] };
    expect(poolOf({ adapters: [card, card] })).toEqual({ blue: 5, red: 5 });
  });

  it('leaves what one network cannot use to the other', () => {
    const card = { limit: 10, ports: [{ label: 'blue', limit: 2 }, { label: 'red' }] };
    expect(poolOf({ adapters: [card, card] })).toEqual({ blue: 2, red: 8 });
  });

  it('counts fewer after a plan in flight, and says which vNICs would be short of devices', () => {
    const snapshot = buildHost({ adapters: [{ ports: [{ limit: 3 }] }, { ports: [{ limit: 2 }] }] });
    const plan = planVnic({ snapshot, request: buildRequest(), reservations: [] });
    const reservations = plan.feasible ? [plan.reservation] : [];
    const shape = { ...pair, redundancyPolicy: 'best-effort' } as const;
    const [network] = countPool({ snapshot, shape, reservations }).networks;
    expect(network).toMatchObject({ network: 'prod_net', placeable: 2, short: 1 });
  });

  it('names what refuses the next one', () => {
    const pool = countPool({
      snapshot: buildHost({ adapters: [{ ports: [{ limit: 3 }] }, { ports: [{ limit: 2 }] }] }),
      shape: pair,
      networks: ['prod_net', 'nowhere'],
      reservations: [],
    });
    expect(pool.networks.map(({ constraint }) => explainConstraint(constraint).problem)).toEqual([
      "only 1 of 2 can be placed, each on a port of its own: network 'prod_net' has 1 eligible port",
      "no port is labelled 'nowhere'; the host has ports on 'prod_net' only",
    ]);
  });

  it('counts no more than the limits of a VIOS and of the partition allow', () => {
    const count = (given: Pick<PoolCase, 'limits' | 'partition'>) =>
      countPool({ snapshot: buildHost(), shape: pair, reservations: [], ...given }).networks[0];
    const limits = { vnicsPerPartition: 3, vnicServersPerVios: 5 };
    expect(count({ limits })).toMatchObject({
      placeable: 5,
      constraint: { kind: 'too-few-vnic-servers', wanted: 2, free: 0, vioses: 2, limit: 5 },
    });
    expect(count({ limits, partition: partitionUuid(1) })).toMatchObject({
      placeable: 3,
      constraint: { kind: 'partition-full', vnics: 3, limit: 3 },
    });
  });

  it('counts nothing on a host in maintenance', () => {
    const cordons = [{ kind: 'host', note: 'VIOS update, CHG0042' }] as const;
    const [network] = countPool({ snapshot: buildHost(), shape: pair, reservations: [], cordons }).networks;
    expect(network).toEqual({
      network: 'prod_net',
      placeable: 0,
      short: 0,
      constraint: { kind: 'host-cordoned', system: 'Server-8286-42A', note: 'VIOS update, CHG0042' },
    });
  });
});
