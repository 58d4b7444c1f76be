import { type LocationCode, parseLocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auditPlan,
  explainPlan,
  type HostSnapshot,
  type PhysicalPortSnapshot,
  type PlanCase,
  planVnic,
  type Reservation,
  type VnicRequest,
} from '../src/index.ts';
import {
  arbitraryCordons,
  arbitraryHost,
  arbitraryLimits,
  arbitraryRequest,
  arbitraryRequestSpec,
  arbitraryRoomyHost,
  macNumber,
} from './arbitrary-host.ts';
import { buildRequest, partitionUuid } from './build-host.ts';
import { existsPlan } from './exhaustive-search.ts';

/** A host with up to three plans in flight, and the request that comes next, all from one partition. */
const arbitraryCase: fc.Arbitrary<PlanCase> = fc
  .record({
    snapshot: arbitraryHost,
    before: fc.array(arbitraryRequestSpec, { maxLength: 3 }),
    request: arbitraryRequest,
    limits: arbitraryLimits,
  })
  .chain(({ snapshot, before, request, limits }) => {
    const given = { snapshot, partition: partitionUuid(1), limits };
    const requests = before.map((spec, index) => buildRequest({ ...spec, mac: macNumber(index) }));
    const reservations = reserveAll(given, requests);
    return arbitraryCordons(snapshot).map((cordons) => ({ ...given, request, reservations, cordons }));
  });

function reserveAll(
  given: Omit<PlanCase, 'request' | 'reservations'>,
  requests: readonly VnicRequest[],
): readonly Reservation[] {
  const reservations: Reservation[] = [];
  for (const request of requests) {
    const plan = planVnic({ ...given, request, reservations });
    if (plan.feasible) reservations.push(plan.reservation);
  }
  return reservations;
}

describe('planVnic, on any host', () => {
  it('places what exhaustive search can place, and nothing else', () => {
    const seen = { feasible: 0, infeasible: 0 };
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const { feasible } = planVnic(given);
        seen[feasible ? 'feasible' : 'infeasible']++;
        expect(feasible).toBe(existsPlan(given));
      }),
      { numRuns: 2000, seed: 20260101 },
    );
    expect(Math.min(seen.feasible, seen.infeasible)).toBeGreaterThan(250);
  });

  it('passes the audit', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const plan = planVnic(given);
        if (plan.feasible) expect(auditPlan({ ...given, plan })).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('places as many devices as the ports allow when fewer are accepted', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const plan = planVnic({ ...given, request: { ...given.request, redundancyPolicy: 'best-effort' } });
        if (!plan.feasible || plan.devices.length === given.request.redundancy) return;
        const redundancy = plan.devices.length + 1;
        const more: PlanCase = {
          ...given,
          request: { ...given.request, redundancy, redundancyPolicy: 'strict' },
        };
        expect(existsPlan(more)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('uses two adapters and as many VIOSes as any choice could, crossed so that no pair repeats before it must', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const plan = planVnic(given);
        if (!plan.feasible) return;
        const { devices, survey } = plan;
        const used = new Set(devices.map(({ adapterLocation }) => adapterLocation));
        const unused = survey.passedOverPorts.filter(({ location }) => !used.has(adapterOf(location)));
        expect(unused.length === 0 || used.size >= Math.min(2, devices.length)).toBe(true);
        const vioses = new Set(devices.map(({ viosUuid }) => viosUuid)).size;
        expect(survey.passedOverVioses.length === 0 || vioses === devices.length).toBe(true);
        if (given.limits?.vnicServersPerVios !== undefined) return;
        for (const adapter of used) {
          const own = devices.filter(({ adapterLocation }) => adapterLocation === adapter);
          const distinct = new Set(own.map(({ viosUuid }) => viosUuid)).size;
          expect(distinct).toBe(Math.min(own.length, vioses));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('names every adapter, port and VIOS of the host exactly once', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const plan = planVnic(given);
        const devices = plan.feasible ? plan.devices : [];
        const { refusedPorts, passedOverPorts, refusedVioses, passedOverVioses } = plan.survey;
        const ports = [
          ...devices.map(({ portLocation }) => portLocation),
          ...[...refusedPorts, ...passedOverPorts].map(({ location }) => location),
        ];
        const all = given.snapshot.adapters.flatMap((adapter) => adapter.ports);
        expect(ports.toSorted()).toEqual(all.map(({ location }) => location).toSorted());
        const vioses = new Set([
          ...devices.map(({ viosUuid }) => viosUuid),
          ...[...refusedVioses, ...passedOverVioses].map(({ uuid }) => uuid),
        ]);
        expect(vioses.size).toBe(given.snapshot.vioses.length);
        for (const { reasons } of refusedPorts) expect(reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers alike however the parts of the host are listed, and frozen', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const { snapshot, reservations } = given;
        const turned: HostSnapshot = {
          ...snapshot,
          adapters: snapshot.adapters
            .map((adapter) => ({ ...adapter, ports: adapter.ports.toReversed() }))
            .toReversed(),
          vioses: snapshot.vioses.toReversed(),
          vnics: snapshot.vnics.toReversed(),
        };
        const plan = planVnic(given);
        const again = planVnic({ ...given, snapshot: turned, reservations: reservations.toReversed() });
        expect(again).toEqual(plan);
        expect(unfrozenParts(plan)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves its inputs as they were, freezing nothing of them', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const thawed = structuredClone(given);
        planVnic(thawed);
        expect(thawed).toEqual(given);
        expect(Object.isFrozen(thawed.request) || Object.isFrozen(thawed.snapshot.adapters)).toBe(false);
      }),
    );
  });

  it('explains itself in lines without control characters or holes', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const lines = explainPlan(planVnic(given));
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(line).not.toMatch(/[\p{Cc}]|undefined|NaN|Infinity|\[object/u);
      }),
    );
  });
});

describe('filling a host with plans in flight', () => {
  it('never oversubscribes', () => {
    fc.assert(
      fc.property(arbitraryRoomyHost, fc.integer({ min: 1, max: 6 }), (snapshot, redundancy) => {
        expectWithinLimits(snapshot, fill(snapshot, redundancy));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    { redundancy: 2, hosts: 150, wanted: 0.998 },
    { redundancy: 3, hosts: 80, wanted: 0.989 },
    { redundancy: 4, hosts: 80, wanted: 0.989 },
  ])('with $redundancy devices each, reaches what any sequence of choices could', (given) => {
    const { redundancy, hosts, wanted } = given;
    const sums = sumOver(hosts, (snapshot) => ({
      placed: fill(snapshot, redundancy).length,
      bound: largestCount((vnics) => carriesOnPorts(snapshot, vnics) >= redundancy * vnics),
    }));
    expect(sums.placed / sums.bound).toBeGreaterThanOrEqual(wanted);
  });
});

interface Filling {
  readonly placed: number;
  readonly bound: number;
}

/** Over a fixed sample: a share of a sum is a measurement, which one unlucky host must not fail. */
function sumOver(hosts: number, measure: (snapshot: HostSnapshot) => Filling): Filling {
  const fillings = fc.sample(arbitraryRoomyHost, { numRuns: hosts, seed: 20260102 }).map(measure);
  return {
    placed: fillings.reduce((sum, { placed }) => sum + placed, 0),
    bound: fillings.reduce((sum, { bound }) => sum + bound, 0),
  };
}

function fill(snapshot: HostSnapshot, redundancy: number): readonly Reservation[] {
  const reservations: Reservation[] = [];
  for (;;) {
    const request = buildRequest({ redundancy, mac: macNumber(reservations.length) });
    const plan = planVnic({ snapshot, request, reservations });
    if (!plan.feasible) return reservations;
    reservations.push(plan.reservation);
  }
}

/** Devices that so many vNICs could have at most, each on a port of its own. */
function carriesOnPorts({ adapters }: HostSnapshot, vnics: number): number {
  return sumOf(
    adapters.map(({ ports, maximumLogicalPorts = 0 }) => {
      const used = sumOf(ports.map((port) => port.configuredLogicalPorts ?? 0));
      const slots = sumOf(ports.map((port) => Math.min(slotsOf(port), vnics)));
      return Math.min(maximumLogicalPorts - used, slots);
    }),
  );
}

/** Devices of the least share that a port can still carry. */
function slotsOf(port: PhysicalPortSnapshot): number {
  const { allocatedCapacity = 0, granularity = Number.NaN } = port;
  const { configuredMaxLogicalPorts = 0, configuredLogicalPorts = 0 } = port;
  const byCapacity = Math.floor((10_000 - allocatedCapacity) / granularity);
  return Math.min(byCapacity, configuredMaxLogicalPorts - configuredLogicalPorts);
}

function largestCount(isPossible: (count: number) => boolean): number {
  let count = 0;
  while (isPossible(count + 1)) count++;
  return count;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function expectWithinLimits(snapshot: HostSnapshot, reservations: readonly Reservation[]): void {
  const devices = reservations.flatMap((reservation) => reservation.devices);
  for (const adapter of snapshot.adapters) {
    const onAdapter = devices.filter(({ adapterId }) => adapterId === adapter.adapterId);
    const used = sumOf(adapter.ports.map((port) => port.configuredLogicalPorts ?? 0));
    expect(used + onAdapter.length).toBeLessThanOrEqual(adapter.maximumLogicalPorts ?? 0);
    for (const port of adapter.ports) {
      const onPort = devices.filter(({ portLocation }) => portLocation === port.location);
      expect(onPort.length).toBeLessThanOrEqual(slotsOf(port));
    }
  }
}

function adapterOf(location: LocationCode): LocationCode {
  return parseLocationCode(location.replace(/-T\d+$/, ''));
}

function unfrozenParts(value: unknown, path = 'plan'): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, part]) => unfrozenParts(part, `${path}.${key}`));
  return Object.isFrozen(value) ? inner : [path, ...inner];
}
