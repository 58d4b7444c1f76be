import {
  capacityOf,
  parseFailoverPriority,
  parseLocationCode,
  parseMacAddress,
  parsePhysicalPortId,
  parseSriovAdapterId,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, it } from 'vitest';
import {
  type AdapterSpec,
  buildHost,
  buildRequest,
  type HostSpec,
  partitionUuid,
  type RequestSpec,
  viosUuid,
} from '../../test/build-host.ts';
import { planVnic } from '../plan-vnic.ts';
import type { Planned, PlannedDevice } from '../vnic-plan.ts';
import { auditPlan } from './audit-plan.ts';

const adapters: readonly AdapterSpec[] = [
  { ports: [{}, {}, { label: 'lab' }] },
  { ports: [{}, { linkUp: false }] },
];

function planOn(host: HostSpec, request: RequestSpec = {}): Planned {
  const plan = planVnic({ snapshot: buildHost(host), request: buildRequest(request), reservations: [] });
  if (!plan.feasible) throw new Error('the vNIC fits');
  return plan;
}

/** The plan of a good host, spoilt by hand, against that host. */
function rulesBrokenBy(spoil: (plan: Planned) => Planned, requestSpec: RequestSpec = {}): readonly string[] {
  const host = { adapters };
  const plan = spoil(planOn(host, requestSpec));
  const request = buildRequest(requestSpec);
  return rulesOf(auditPlan({ snapshot: buildHost(host), request, reservations: [], plan }));
}

/** A good plan against a host that has changed since. */
function rulesBrokenOn(later: HostSpec, requestSpec: RequestSpec = {}): readonly string[] {
  const host = { adapters: [{ personality: 'MAX_MIN_CAPACITY', ports: [{}] }, { ports: [] }], vioses: [{}] };
  const plan = planOn(host, { redundancy: 1, ...requestSpec });
  const request = buildRequest({ redundancy: 1, ...requestSpec });
  return rulesOf(auditPlan({ snapshot: buildHost({ ...host, ...later }), request, reservations: [], plan }));
}

function rulesOf(findings: ReturnType<typeof auditPlan>): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))];
}

/** Changes the first device, in the reservation too, so that only the rule in question is broken. */
function device(change: Partial<PlannedDevice>): (plan: Planned) => Planned {
  return (plan) => {
    const devices = plan.devices.map((each, index) => (index === 0 ? { ...each, ...change } : each));
    return { ...plan, devices, reservation: { ...plan.reservation, devices } };
  };
}

describe('auditPlan', () => {
  it('finds nothing wrong with a good plan', () => {
    expect(rulesBrokenBy((plan) => plan)).toEqual([]);
    expect(rulesBrokenOn({})).toEqual([]);
  });

  const place = (adapter: number, port: number): Partial<PlannedDevice> => ({
    adapterId: parseSriovAdapterId(adapter),
    portId: parsePhysicalPortId(port),
    portLocation: parseLocationCode(`U78C7.001.RCH0004-P1-C${adapter + 7}-T${port + 1}`),
  });

  it.each<[string, (plan: Planned) => Planned, readonly string[]]>([
    [
      'a missing device',
      (plan) => ({ ...plan, devices: plan.devices.slice(0, 1) }),
      ['device-count', 'weakness-told', 'reservation-equal'],
    ],
    ['two devices on one port', device(place(2, 0)), ['port-distinct', 'weakness-told']],
    ['two devices on one adapter, untold', device(place(2, 1)), ['port-link', 'weakness-told']],
    ['a port of another network', device(place(1, 2)), ['port-network']],
    ['a port that is not there', device(place(1, 7)), ['port-known']],
    ['an adapter that is not there', device(place(7, 0)), ['port-known']],
    [
      'a location that is not that of the port',
      device({ portLocation: parseLocationCode('U78C7.001.RCH0004-P1-C8-T2') }),
      ['port-known'],
    ],
    ['a VIOS that is not there', device({ viosUuid: viosUuid(7) }), ['vios-ready']],
    ['two devices on one VIOS, untold', device({ viosUuid: viosUuid(2) }), ['weakness-told']],
    ['a share nobody asked for', device({ capacity: capacityOf(400) }), ['capacity-asked']],
    [
      'a share off the granularity',
      device({ capacity: capacityOf(300) }),
      ['capacity-asked', 'capacity-granularity'],
    ],
    ['no share', device({ capacity: capacityOf(0) }), ['capacity-asked']],
    ['a ceiling nobody asked for', device({ maxCapacity: capacityOf(5000) }), ['capacity-maximum']],
    ['equal priorities', device({ priority: parseFailoverPriority(20) }), ['priority-distinct']],
    ['another VLAN', (plan) => ({ ...plan, vnic: { ...plan.vnic, vlan: parseVlanId(7) } }), ['port-vlan']],
    [
      'another address',
      (plan) => ({ ...plan, vnic: { ...plan.vnic, mac: parseMacAddress('fa:16:3e:00:00:09') } }),
      ['mac-unique', 'reservation-equal'],
    ],
    [
      'open access',
      (plan) => ({ ...plan, vnic: { ...plan.vnic, allowedVlans: 'ALL' as 'NONE' } }),
      ['access-closed'],
    ],
    [
      'a reservation that holds too little',
      (plan) => ({ ...plan, reservation: { ...plan.reservation, devices: [] } }),
      ['reservation-equal'],
    ],
  ])('finds %s', (_, spoil, rules) => {
    expect(rulesBrokenBy(spoil)).toEqual(rules);
  });

  it.each<[string, HostSpec, RequestSpec, readonly string[]]>([
    ['an adapter that failed', { adapters: [{ state: 'Failed', ports: [{}] }] }, {}, ['adapter-ready']],
    ['an adapter that left SR-IOV', { adapters: [{ mode: 'Dedicated', ports: [{}] }] }, {}, ['port-known']],
    ['a link that went down', { adapters: [{ ports: [{ linkUp: false }] }] }, {}, ['port-link']],
    ['a VLAN that no longer fits', { adapters: [{ ports: [{ pvids: [2, 9] }] }] }, {}, ['port-vlan']],
    ['the last logical port taken', { adapters: [{ ports: [{ used: 20 }] }] }, {}, ['port-logical-ports']],
    ['the adapter full', { adapters: [{ limit: 3, ports: [{ used: 3 }] }] }, {}, ['adapter-logical-ports']],
    ['the port sold out', { adapters: [{ ports: [{ allocated: '99%' }] }] }, {}, ['capacity-sum']],
    [
      'figures that went missing',
      { adapters: [{ ports: [{ silent: true }] }] },
      {},
      ['capacity-asked', 'capacity-granularity', 'port-logical-ports', 'capacity-sum'],
    ],
    [
      'a personality that went',
      { adapters: [{ ports: [{}] }] },
      { maxCapacity: '50%' },
      ['capacity-maximum'],
    ],
    ['a VIOS that stopped', { vioses: [{ state: 'not activated' }] }, {}, ['vios-ready']],
    ['a VIOS out of reach', { vioses: [{ rmc: 'inactive' }] }, {}, ['vios-ready']],
    ['a VIOS without vNICs', { vioses: [{ vnicCapable: false }] }, {}, ['vios-ready']],
    ['a better VIOS', { vioses: [{ failoverCapable: false }, {}] }, {}, ['vios-failover']],
    ['a system without vNICs', { system: { vnicCapable: false } }, {}, ['system-capability']],
    ['its address taken', { vnics: [{ mac: 'fa:16:3e:0e:f6:ec', devices: [] }] }, {}, ['mac-unique']],
  ])('finds %s since the plan was made', (_, later, request, rules) => {
    expect(rulesBrokenOn(later, request)).toEqual(rules);
  });

  it('finds what other plans took meanwhile, and says it with figures', () => {
    const host: HostSpec = { adapters: [{ ports: [{ allocated: '50%' }] }] };
    const snapshot = buildHost(host);
    const plan = planOn(host, { redundancy: 1, capacity: '30%' });
    const other = planOn(host, { redundancy: 1, capacity: '22%', mac: 'fa:16:3e:00:00:02' });
    const request = buildRequest({ redundancy: 1, capacity: '30%' });
    expect(auditPlan({ snapshot, request, reservations: [other.reservation], plan })).toEqual([
      { rule: 'capacity-sum', message: 'U78C7.001.RCH0004-P1-C8-T1: shares add up to 102%' },
    ]);
  });

  it('finds limits passed by what others took meanwhile, and by a plan for somebody else', () => {
    const vnics = [{ mac: 'fa:16:3e:00:00:02', devices: ['1/0/1', '2/0/2'] }];
    const snapshot = buildHost({ partitions: [{ name: 'web1' }], vnics });
    const request = buildRequest();
    const partition = partitionUuid(1);
    const plan = planVnic({ snapshot, request, partition, reservations: [] });
    if (!plan.feasible) throw new Error('the vNIC fits');
    const given = { snapshot, request, plan };
    const other = { ...plan.reservation, mac: parseMacAddress('fa:16:3e:00:00:03') };
    const limits = { vnicsPerPartition: 2, vnicServersPerVios: 2 };
    expect(auditPlan({ ...given, partition, limits, reservations: [] })).toEqual([]);
    expect(auditPlan({ ...given, partition, limits, reservations: [other] })).toEqual([
      { rule: 'partition-vnics', message: 'partition web1: 3 vNICs of 2' },
      { rule: 'vios-servers', message: 'VIOS vios2: 3 vNIC servers of 2' },
      { rule: 'vios-servers', message: 'VIOS vios1: 3 vNIC servers of 2' },
    ]);
    const elsewhere = auditPlan({ ...given, partition: partitionUuid(2), reservations: [] });
    expect(rulesOf(elsewhere)).toEqual(['reservation-equal']);
  });

  it('lets shares add up to exactly the whole port', () => {
    const host: HostSpec = { adapters: [{ ports: [{ allocated: '57.58%', granularity: '0.01%' }] }] };
    const plan = planOn(host, { redundancy: 1, capacity: '42.42%' });
    const request = buildRequest({ redundancy: 1, capacity: '42.42%' });
    expect(auditPlan({ snapshot: buildHost(host), request, reservations: [], plan })).toEqual([]);
  });
});
