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
  arbitraryRequest,
  arbitraryRequestSpec,
  arbitraryRoomyHost,
  macNumber,
} from './arbitrary-host.ts';
import { buildRequest } from './build-host.ts';
import { existsPlan } from './exhaustive-search.ts';

/** A host with up to three plans in flight, and the request that comes next. */
const arbitraryCase: fc.Arbitrary<PlanCase> = fc
  .record({
    snapshot: arbitraryHost,
    before: fc.array(arbitraryRequestSpec, { maxLength: 3 }),
    request: arbitraryRequest,
  })
  .chain(({ snapshot, before, request }) => {
    const requests = before.map((spec, index) => buildRequest({ ...spec, mac: macNumber(index) }));
    const reservations = reserveAll(snapshot, requests);
    return arbitraryCordons(snapshot).map((cordons) => ({ snapshot, request, reservations, cordons }));
  });

function reserveAll(snapshot: HostSnapshot, requests: readonly VnicRequest[]): readonly Reservation[] {
  const reservations: Reservation[] = [];
  for (const request of requests) {
    const plan = planVnic({ snapshot, request, reservations });
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

  it('uses as many adapters and VIOSes as any choice could, crossed so that no pair repeats before it must', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const plan = planVnic(given);
        if (!plan.feasible) return;
        const { devices, survey } = plan;
        const used = new Set(devices.map(({ adapterLocation }) => adapterLocation));
        const unused = survey.passedOverPorts.filter(({ location }) => !used.has(adapterOf(location)));
        expect(unused.length === 0 || used.size === devices.length).toBe(true);
        const vioses = new Set(devices.map(({ viosUuid }) => viosUuid)).size;
        expect(survey.passedOverVioses.length === 0 || vioses === devices.length).toBe(true);
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
        const { snapshot, request, reservations, cordons = [] } = given;
        const turned: HostSnapshot = {
          ...snapshot,
          adapters: snapshot.adapters
            .map((adapter) => ({ ...adapter, ports: adapter.ports.toReversed() }))
            .toReversed(),
          vioses: snapshot.vioses.toReversed(),
          vnics: snapshot.vnics.toReversed(),
        };
        const plan = planVnic(given);
        expect(
          planVnic({ snapshot: turned, request, reservations: reservations.toReversed(), cordons }),
        ).toEqual(plan);
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

  it('with pairs, reaches what any sequence of choices could', () => {
    const sums = sumOver(150, (snapshot) => ({
      placed: fill(snapshot, 2).length,
      bound: largestCount((vnics) => carriesOnPorts(snapshot, vnics) >= 2 * vnics),
    }));
    expect(sums.placed / sums.bound).toBeGreaterThanOrEqual(0.998);
  });

  it.each([3, 4])(
    'with %i devices, places as many on adapters of their own as any sequence could',
    (redundancy) => {
      const sums = sumOver(80, (snapshot) => ({
        placed: fill(snapshot, redundancy).filter(isOnDistinctAdapters).length,
        bound: largestCount((vnics) => carriesOnAdapters(snapshot, vnics) >= redundancy * vnics),
      }));
      expect(sums.placed / sums.bound).toBeGreaterThanOrEqual(0.989);
    },
  );
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

function isOnDistinctAdapters({ devices }: Reservation): boolean {
  return new Set(devices.map(({ adapterId }) => adapterId)).size === devices.length;
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
function carriesOnPorts(snapshot: HostSnapshot, vnics: number): number {
  return sumOfAdapters(snapshot, (slots, free) =>
    Math.min(free, sumOf(slots.map((each) => Math.min(each, vnics)))),
  );
}

/** The same, each on an adapter of its own. */
function carriesOnAdapters(snapshot: HostSnapshot, vnics: number): number {
  return sumOfAdapters(snapshot, (slots, free) => Math.min(free, sumOf(slots), vnics));
}

function sumOfAdapters(
  snapshot: HostSnapshot,
  measure: (slots: readonly number[], free: number) => number,
): number {
  return sumOf(
    snapshot.adapters.map(({ ports, maximumLogicalPorts = 0 }) => {
      const used = sumOf(ports.map((port) => port.configuredLogicalPorts ?? 0));
      return measure(ports.map(slotsOf), maximumLogicalPorts - used);
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
