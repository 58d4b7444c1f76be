import { capacityOf } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, it } from 'vitest';
import { buildHost, buildRequest } from '../test/build-host.ts';
import { one, pathsOf, planned, two } from '../test/plan-case.ts';
import { planVnic } from './plan-vnic.ts';
import type { RequestClass } from './vnic-request.ts';

describe('planVnic chooses', () => {
  it('distinct adapters and distinct VIOSes', () => {
    expect(pathsOf(planned({ adapters: [two, two] }))).toEqual(['1/0/vios1', '2/0/vios2']);
  });

  it('every pair of card and VIOS before any pair twice', () => {
    const paths = pathsOf(planned({ adapters: [two, two] }, { redundancy: 4 }));
    expect(paths.map((path) => path.replace(/\/\d\//, '/')).toSorted()).toEqual([
      '1/vios1',
      '1/vios2',
      '2/vios1',
      '2/vios2',
    ]);
  });

  it('as successor of the active path one that shares neither its card nor its VIOS', () => {
    const [first, second] = planned({ adapters: [two, two] }, { redundancy: 4 }).devices;
    expect(second?.adapterId).not.toBe(first?.adapterId);
    expect(second?.viosUuid).not.toBe(first?.viosUuid);
  });

  it('the port with most slots, though another is less allocated', () => {
    const ports = [
      { allocated: '0%', limit: 4 },
      { allocated: '20%', limit: 60, granularity: '1%' },
    ];
    expect(pathsOf(planned({ adapters: [{ limit: 120, ports }] }, { redundancy: 1 }))).toEqual(['1/1/vios1']);
  });

  it('the adapter with most room, which its own limit can make the smaller one', () => {
    const adapters = [{ limit: 3, ports: [{}, {}, {}] }, one];
    expect(pathsOf(planned({ adapters }, { redundancy: 1 }))).toEqual(['2/0/vios1']);
  });

  it('the least busy VIOS and the least busy path for the traffic', () => {
    const vnics = [{ mac: 'AE7A25E59A07', devices: ['1/0/1'] }];
    expect(pathsOf(planned({ adapters: [one, one], vnics }))).toEqual(['2/0/vios2', '1/0/vios1']);
  });

  it('the VIOS that serves fewest devices, active or not', () => {
    const vnics = [{ mac: 'AE7A25E59A07', devices: ['1/0/2', '2/0/1'] }];
    const more = { mac: 'AE7A25E59A08', devices: ['1/0/3', '2/0/1'] };
    const plan = planned({ vioses: [{}, {}, {}], vnics: [...vnics, more] }, { redundancy: 1 });
    expect(plan.devices[0]?.why.vios).toEqual({ eligible: 3, served: 1, shared: 0 });
  });

  it('a third adapter where that costs no later vNIC its place', () => {
    const { devices } = planned({ adapters: [two, two, two] }, { redundancy: 3 });
    expect(devices.map(({ adapterId }) => adapterId).toSorted()).toEqual([1, 2, 3]);
  });

  it('two adapters and then room: ten vNICs of three fit only if both large ports have a device of each', () => {
    const adapters = [
      { ports: [{ limit: 10 }, { limit: 10 }] },
      { ports: [{ limit: 8 }] },
      { ports: [{ limit: 2 }] },
    ];
    const plan = planned({ adapters }, { redundancy: 3 });
    expect(
      pathsOf(plan)
        .map((path) => path.slice(0, 3))
        .toSorted(),
    ).toEqual(['1/0', '1/1', '2/0']);
    expect(plan.devices.map(({ why }) => why.adapter.decidedBy)).toContain('room-ahead');
  });

  it('of ports with as many slots the fuller one, so that the other keeps its gap', () => {
    const adapters = [{ ports: [{ limit: 5 }, { limit: 5, allocated: '60%' }] }];
    const plan = planned({ adapters }, { redundancy: 1 });
    expect(pathsOf(plan)).toEqual(['1/1/vios1']);
    expect(plan.devices[0]?.why.port.decidedBy).toBe('free-capacity');
  });

  it('what keeps room for the requests that are known to come', () => {
    const adapters = [{ ports: [{ allocated: '40%' }] }, { ports: [{ limit: 4 }] }];
    const snapshot = buildHost({ adapters });
    const request = buildRequest({ redundancy: 1, capacity: '10%' });
    const adapterFor = (classes: readonly RequestClass[]) => {
      const plan = planVnic({ snapshot, request, reservations: [], classes });
      return plan.feasible && plan.devices[0]?.adapterId;
    };
    expect(adapterFor([{ redundancy: 1, weight: 9, capacity: capacityOf(200) }])).toBe(1);
    expect(adapterFor([{ redundancy: 1, weight: 9, capacity: capacityOf(6000) }])).toBe(2);
  });

  it('no more ports of an adapter than it has logical ports left', () => {
    const adapters = [{ limit: 1, ...two }, { ports: [{}, {}, {}] }];
    const plan = planned({ adapters }, { redundancy: 4 });
    expect(plan.devices.map(({ adapterId }) => adapterId).toSorted()).toEqual([1, 2, 2, 2]);
    expect(plan.survey.passedOverPorts.map(({ because }) => because)).toEqual([
      { kind: 'adapter-full', free: 1 },
    ]);
  });

  it('a port with link before one without, when both are allowed', () => {
    const adapters = [{ ports: [{ linkUp: false }, { used: 10, allocated: '50%' }] }];
    const plan = planned({ adapters }, { redundancy: 1, allowLinkDown: true });
    expect(pathsOf(plan)).toEqual(['1/1/vios1']);
  });

  it('distinct priorities with room in between', () => {
    const { devices } = planned({ adapters: [two, two, two] }, { redundancy: 6 });
    expect(devices.map(({ priority }) => priority)).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('by numbers, not letters, where only the location code is left', () => {
    const ports = Array.from({ length: 10 }, () => ({}));
    expect(pathsOf(planned({ adapters: [{ ports }] }, { redundancy: 2 }))).toEqual([
      '1/0/vios1',
      '1/1/vios2',
    ]);
  });
});

describe('planVnic counts what is in flight', () => {
  it('on ports, and on VIOSes and active paths', () => {
    const snapshot = buildHost({ adapters: [one, one] });
    const first = planned({ adapters: [one, one] });
    const request = buildRequest({ mac: 'fa:16:3e:00:00:02' });
    const second = planVnic({ snapshot, request, reservations: [first.reservation] });
    if (!second.feasible) throw new Error('the second vNIC fits');
    expect(first.devices[0]?.adapterId).toBe(1);
    expect(second.devices[0]?.adapterId).toBe(2);
    expect(second.reservation).toEqual({
      mac: request.mac,
      devices: second.devices.map(({ portLocation, adapterId, portId, viosUuid, capacity, priority }) => {
        return { portLocation, adapterId, portId, viosUuid, capacity, priority };
      }),
    });
  });
});
