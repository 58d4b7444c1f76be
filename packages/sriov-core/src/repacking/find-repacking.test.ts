import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macNumber } from '../../test/arbitrary-host.ts';
import { buildHost, buildRequest, type HostSpec } from '../../test/build-host.ts';
import { auditPlan } from '../audit/audit-plan.ts';
import { countDevices } from '../count-devices.ts';
import { explainPlan } from '../explain-plan.ts';
import type { HostSnapshot } from '../host-snapshot.ts';
import { planVnic } from '../plan-vnic.ts';
import type { DeviceMove } from '../vnic-plan.ts';

/** The line that a refusal of a pair ends with. */
function hint(host: HostSpec): string | undefined {
  const plan = planVnic({ snapshot: buildHost(host), request: buildRequest(), reservations: [] });
  return explainPlan(plan).find((line) => line.startsWith('  also:'));
}

const full = { limit: 1, used: 1, allocated: '2%' };
const card = 'U78C7.001.RCH0004-P1-C';
const moving = '  also:   moving the device of vNIC ae:7a:25:e5:9a:01';

function vnicOn(device: string) {
  return { mac: 'AE7A25E59A01', devices: [device] };
}

describe('findRepacking', () => {
  it('names the move that makes room, off a full port or off a full adapter', () => {
    const onPort = { adapters: [{ ports: [{}] }, { ports: [full] }], vnics: [vnicOn('2/0/1')] };
    expect(hint(onPort)).toBe(`${moving} from ${card}9-T1 to ${card}8-T1 would make room`);
    const lab = { label: 'lab' };
    const adapters = [{ limit: 1, ports: [{}, { ...full, ...lab }] }, { ports: [{}, lab] }];
    expect(hint({ adapters, vnics: [vnicOn('1/1/1')] })).toBe(
      `${moving} from ${card}8-T2 to ${card}9-T2 would make room`,
    );
  });

  it('admits that it found none where one vNIC would only take the place of another', () => {
    const adapters = [{ ports: [{ limit: 1 }] }, { ports: [full] }];
    expect(hint({ adapters, vnics: [vnicOn('2/0/1')] })).toBe(
      '  also:   no simple move of other vNICs makes room; a larger rearrangement might',
    );
  });

  it('says when no move could', () => {
    expect(hint({ adapters: [{ ports: [{}, { linkUp: false }] }] })).toBe(
      '  also:   moving other vNICs would not help: it would not fit without them either',
    );
  });

  it('names only moves after which the request fits', () => {
    let helped = 0;
    fc.assert(
      fc.property(arbitraryCrowdedHost, (snapshot) => {
        const request = buildRequest({ mac: macNumber(99) });
        const plan = planVnic({ snapshot, request, reservations: [] });
        if (plan.feasible || plan.repacking?.kind !== 'helps') return;
        helped++;
        const after = plan.repacking.moves.reduce(carryOut, snapshot);
        const next = planVnic({ snapshot: after, request, reservations: [] });
        expect(
          next.feasible && auditPlan({ snapshot: after, request, reservations: [], plan: next }),
        ).toEqual([]);
      }),
      { numRuns: 2000, seed: 20260103 },
    );
    expect(helped).toBeGreaterThan(50);
  });
});

/** Tight adapters with ports on two networks, most of what they carry known by name. */
const arbitraryCrowdedHost = fc
  .array(
    fc.record({
      limit: fc.integer({ min: 1, max: 4 }),
      prod: fc.integer({ min: 0, max: 2 }),
      lab: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((cards) => {
    const vnics = cards.flatMap(({ prod, lab }, index) => [
      ...Array.from({ length: prod }, () => `${index + 1}/0/1`),
      ...Array.from({ length: lab }, () => `${index + 1}/1/2`),
    ]);
    return buildHost({
      adapters: cards.map(({ limit, prod, lab }) => ({
        limit: Math.max(limit, prod + lab),
        ports: [
          { used: prod, limit: 2, allocated: `${2 * prod}%` },
          { label: 'lab', used: lab, limit: 3, allocated: `${2 * lab}%` },
        ],
      })),
      vnics: vnics.map((place, index) => ({ mac: macNumber(index), devices: [place] })),
    });
  });

/** As the platform would count it. */
function carryOut(host: HostSnapshot, { mac, from, to }: DeviceMove): HostSnapshot {
  const ports = host.adapters.flatMap((adapter) => adapter.ports);
  const [source, target] = [from, to].map((location) => ports.find((port) => port.location === location));
  const device = host.vnics
    .find((vnic) => vnic.mac === mac)
    ?.devices.find(({ adapterId, portId }) => adapterId === source?.adapterId && portId === source.portId);
  if (device === undefined || target?.adapterId === undefined) throw new Error('a move of what is not there');
  const moved = { ...device, adapterId: target.adapterId, portId: target.portId };
  const adapters = countDevices(countDevices(host.adapters, [device], 'removed'), [moved], 'added');
  const vnics = host.vnics.map((vnic) =>
    vnic.mac === mac
      ? { ...vnic, devices: vnic.devices.map((each) => (each === device ? moved : each)) }
      : vnic,
  );
  return { ...host, adapters, vnics };
}
