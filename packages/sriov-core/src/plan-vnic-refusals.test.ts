import { describe, expect, it } from 'vitest';
import {
  buildHost,
  buildRequest,
  type HostSpec,
  partitionUuid,
  type RequestSpec,
  viosUuid,
} from '../test/build-host.ts';
import { obstacle, one, pathsOf, planned, planOn, two } from '../test/plan-case.ts';
import { explainConstraint } from './explain/explain-constraint.ts';
import { explainWeakness } from './explain/explain-weakness.ts';
import { planVnic } from './plan-vnic.ts';

describe('planVnic refuses, naming what to change first,', () => {
  it.each<[string, HostSpec, RequestSpec, string, string]>([
    [
      'seven devices',
      {},
      { redundancy: 7 },
      'a vNIC has 1 to 6 backing devices, not 7',
      'ask for a redundancy from 1 to 6',
    ],
    [
      'a maximum below the capacity',
      {},
      { capacity: '10%', maxCapacity: '4%' },
      'the maximum capacity 4.0% is below the capacity 10.0%',
      'raise the maximum or lower the capacity',
    ],
    [
      'an address in use',
      { vnics: [{ mac: 'fa:16:3e:0e:f6:ec', devices: [] }] },
      {},
      'a vNIC of partition 020C9406-2B1A-461D-A8D3-0C9A7EB60001 already has MAC fa:16:3e:0e:f6:ec',
      'use another address, or unplug that vNIC first',
    ],
    [
      'a system without vNICs',
      { system: { vnicCapable: false } },
      {},
      'system Server-8286-42A cannot have vNICs',
      'use a system whose firmware supports SR-IOV vNICs',
    ],
    [
      'a system without failover',
      { system: { vnicFailoverCapable: false } },
      {},
      'system Server-8286-42A cannot fail vNICs over, and 2 devices need that',
      'update its firmware, or ask for redundancy 1',
    ],
    [
      'no VIOS',
      { vioses: [{ rmc: 'inactive' }, { state: 'error' }] },
      {},
      'none of its 2 VIOSes can serve a vNIC',
      'bring up a vNIC capable VIOS with an active RMC connection',
    ],
    [
      'no VIOS with failover',
      { vioses: [{ failoverCapable: false }, { failoverCapable: false }] },
      {},
      '2 devices need a VIOS that can fail over, and vios1 and vios2 cannot',
      'update a VIOS, or ask for redundancy 1',
    ],
    [
      'an unknown network',
      { adapters: [{ ports: [{ label: 'lab' }, { label: '' }] }] },
      {},
      "no port is labelled 'prod_net'; the host has ports on 'default' and 'lab' only",
      'label the ports that are cabled to it, or ask for a network of the host',
    ],
    [
      'a misspelt network',
      {},
      { network: 'Prod Net' },
      "no port is labelled 'Prod Net'; the host has ports on 'prod_net' only",
      "ask for 'prod_net', which looks like it, or correct the labels",
    ],
    [
      'no fit port',
      { adapters: [{ ports: [{ linkUp: false }] }] },
      {},
      "network 'prod_net' has 1 port, and none can take one more device",
      'remove what stands against one of them',
    ],
    [
      'too few ports',
      { adapters: [two] },
      { redundancy: 3 },
      "only 2 of 3 can be placed, each on a port of its own: network 'prod_net' has 2 eligible ports",
      'make room on another port of it, ask for redundancy 2, or allow best-effort',
    ],
    [
      'an adapter with too few logical ports',
      { adapters: [{ limit: 1, ...two }] },
      {},
      "only 1 of 2 can be placed, each on a port of its own: network 'prod_net' has 2 eligible ports and adapter U78C7.001.RCH0004-P1-C8 has 1 free logical port for 2 of them",
      'make room on another port of it, ask for redundancy 1, or allow best-effort',
    ],
  ])('%s', (_, host, request, problem, advice) => {
    expect(obstacle(host, request)).toEqual({ problem, advice });
  });

  it('one more vNIC than a partition may have, those in flight counted', () => {
    const partition = partitionUuid(1);
    const snapshot = buildHost({ vnics: [{ mac: 'AE7A25E59A07', devices: ['1/0/1'] }] });
    const limits = { vnicsPerPartition: 2 };
    const given = { snapshot, partition, limits, reservations: [] };
    const first = planVnic({ ...given, request: buildRequest() });
    if (!first.feasible) throw new Error('one more is allowed');
    const request = buildRequest({ mac: 'fa:16:3e:00:00:02' });
    const second = planVnic({ ...given, reservations: [first.reservation], request });
    const other = { ...given, partition: partitionUuid(2), reservations: [first.reservation] };
    expect(second.feasible ? 'feasible' : explainConstraint(second.constraint)).toEqual({
      problem: `partition ${partition} has 2 vNICs, those being created included, and its limit is 2`,
      advice: 'unplug one of them, or raise the limit of vNICs per partition',
    });
    expect(planVnic({ ...other, request }).feasible).toBe(true);
  });

  it('an address that a plan in flight holds', () => {
    const { reservation } = planned({});
    const plan = planVnic({ snapshot: buildHost(), request: buildRequest(), reservations: [reservation] });
    expect(plan).toMatchObject({
      feasible: false,
      constraint: { kind: 'mac-in-use', owner: undefined },
    });
  });
});

describe('planVnic, told that fewer devices will do,', () => {
  const bestEffort = { redundancy: 3, policy: 'best-effort' } as const;

  it.each<[string, HostSpec, readonly string[], string]>([
    [
      'takes what ports there are',
      { adapters: [one, one] },
      ['1/0/vios1', '2/0/vios2'],
      "fewer devices than asked for: only 2 of 3 can be placed, each on a port of its own: network 'prod_net' has 2 eligible ports",
    ],
    [
      'takes one where the system cannot fail over',
      { system: { vnicFailoverCapable: false } },
      ['1/0/vios1'],
      'fewer devices than asked for: system Server-8286-42A cannot fail vNICs over, and 3 devices need that',
    ],
    [
      'takes one where no VIOS can fail over',
      { vioses: [{ failoverCapable: false }] },
      ['1/0/vios1'],
      'fewer devices than asked for: 3 devices need a VIOS that can fail over, and vios1 cannot',
    ],
  ])('%s', (_, host, paths, weakness) => {
    const plan = planned(host, bestEffort);
    expect(pathsOf(plan)).toEqual(paths);
    expect(plan.weaknesses.map(explainWeakness)).toContain(weakness);
  });

  it('still refuses seven, and where not one can be had', () => {
    expect(planOn({}, { ...bestEffort, redundancy: 7 }).feasible).toBe(false);
    expect(planOn({ adapters: [] }, bestEffort).feasible).toBe(false);
  });
});

describe('planVnic tells what is weak', () => {
  it.each<[string, HostSpec, RequestSpec, readonly string[]]>([
    ['of a spread pair: nothing', {}, {}, []],
    [
      'of one card and one VIOS',
      { adapters: [two], vioses: [{}] },
      {},
      [
        'every device is on adapter U78C7.001.RCH0004-P1-C8: without it the vNIC is cut off',
        'every device is served by vios1: while it is down the vNIC is cut off',
      ],
    ],
    [
      'of a port without label or link',
      { adapters: [{ ports: [{ label: '', linkUp: false }] }] },
      { network: 'default', redundancy: 1, allowLinkDown: true },
      [
        'no link on U78C7.001.RCH0004-P1-C8-T1: allowed by the request, carries nothing until it is cabled',
        'no label on U78C7.001.RCH0004-P1-C8-T1: live migration and remote restart match ports by label',
      ],
    ],
    [
      'of three devices',
      { adapters: [one, one, one], vioses: [{}, {}, {}] },
      { redundancy: 3 },
      ['3 devices: some Linux clients had trouble with more than 2'],
    ],
  ])('%s', (_, host, request, expected) => {
    expect(planned(host, request).weaknesses.map(explainWeakness)).toEqual(expected);
  });

  it('and counts two VIOSes of one name as two', () => {
    const { weaknesses, devices } = planned({ vioses: [{ name: 'vios' }, { name: 'vios' }] });
    expect(weaknesses).toEqual([]);
    expect(devices.map((device) => device.viosUuid)).toEqual([viosUuid(1), viosUuid(2)]);
  });
});
