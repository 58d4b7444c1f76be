import { describe, expect, it } from 'vitest';
import { buildHost, buildRequest, type HostSpec, type RequestSpec } from '../../test/build-host.ts';
import { explainPortRefusal } from '../explain/explain-refusal.ts';
import { planVnic } from '../plan-vnic.ts';

/** The reasons for the first port of the host, as people read them. */
function reasonsFor(host: HostSpec, request: RequestSpec = {}): readonly string[] {
  const plan = planVnic({
    snapshot: buildHost(host),
    request: buildRequest({ redundancy: 1, ...request }),
    reservations: [],
  });
  const first = plan.survey.refusedPorts.find(({ location }) => location.endsWith('C8-T1'));
  return (first?.reasons ?? []).map(explainPortRefusal);
}

const ports = [{}];

describe('a port is refused, and told with its figures,', () => {
  it.each<[string, HostSpec, RequestSpec, string[]]>([
    [
      'mode',
      { adapters: [{ mode: 'Dedicated', ports }] },
      {},
      ['its adapter is in mode Dedicated, not Sriov'],
    ],
    [
      'state',
      { adapters: [{ state: 'Failed', ports }] },
      {},
      ['its adapter is in state Failed, not Running'],
    ],
    [
      'number',
      { adapters: [{ numbered: false, ports }] },
      {},
      ['its adapter has no SR-IOV adapter number yet'],
    ],
    ['label', { adapters: [{ ports: [{ label: 'lab' }] }] }, {}, ["on network 'lab'"]],
    [
      'empty label',
      { adapters: [{ ports: [{ label: '' }] }] },
      {},
      ["on network 'default', as it has no label"],
    ],
    [
      'label that looks alike',
      { adapters: [{ ports: [{ label: 'PROD-net' }] }] },
      {},
      ["labelled 'PROD-net', which only looks like 'prod_net'"],
    ],
    [
      'hostile label',
      { adapters: [{ ports: [{ label: 'a\u001b[31m\nb\u202e' }] }] },
      {},
      ["on network 'a?[31m?b?'"],
    ],
    ['link', { adapters: [{ ports: [{ linkUp: false }] }] }, {}, ['its link is down']],
    ['unknown link', { adapters: [{ ports: [{ linkUp: null }] }] }, {}, ['the state of its link is unknown']],
    [
      'logical ports',
      { adapters: [{ ports: [{ used: 20, limit: 20 }] }] },
      {},
      ['no free logical port: 20 of 20 configured'],
    ],
    [
      'adapter limit, counting all its ports',
      { adapters: [{ limit: 5, ports: [{ used: 2 }, { used: 3 }] }] },
      {},
      ['its adapter has no free logical port: 5 of 5 configured'],
    ],
    [
      'capacity',
      { adapters: [{ ports: [{ allocated: '52%' }] }] },
      { capacity: '50%' },
      ['needs 50.0%, has 48.0% free (52.0% allocated)'],
    ],
    [
      'granularity, between two shares',
      { adapters: [{ ports }] },
      { capacity: '3%' },
      ['3.0% is not a multiple of its granularity 2.0%; it takes 2.0% or 4.0%'],
    ],
    [
      'granularity, below the least share',
      { adapters: [{ ports }] },
      { capacity: '1.5%' },
      ['1.5% is below its granularity 2.0%; it takes 2.0%'],
    ],
    [
      'granularity, with no share at all',
      { adapters: [{ ports }] },
      { capacity: '0%' },
      ['0.0% is below its granularity 2.0%; it takes 2.0%'],
    ],
    [
      'granularity, above the largest share',
      { adapters: [{ ports: [{ granularity: '3%' }] }] },
      { capacity: '100%' },
      ['100.0% is not a multiple of its granularity 3.0%; it takes 99.0%'],
    ],
    [
      'personality',
      { adapters: [{ ports }] },
      { maxCapacity: '50%' },
      ['its adapter knows no maximum capacity (personality MIN_CAPACITY, MAX_MIN_CAPACITY is needed)'],
    ],
    [
      'maximum below the default share',
      { adapters: [{ personality: 'MAX_MIN_CAPACITY', ports: [{ granularity: '10%' }] }] },
      { maxCapacity: '5%' },
      ['the maximum 5.0% is below the 10.0% that a device takes here'],
    ],
    [
      'VLAN',
      { adapters: [{ ports: [{ pvids: [2, 99] }] }] },
      {},
      ['VLAN 100 is outside its port VLANs 2 to 99'],
    ],
    [
      'figures',
      { adapters: [{ ports: [{ silent: true }] }] },
      {},
      [
        'the platform does not tell its logical port limit, configured logical ports, allocated capacity and capacity granularity yet',
      ],
    ],
    [
      'everything at once',
      { adapters: [{ ports: [{ linkUp: false, used: 20, allocated: '100%', pvids: [2, 9] }] }] },
      {},
      [
        'its link is down',
        'VLAN 100 is outside its port VLANs 2 to 9',
        'no free logical port: 20 of 20 configured',
        'needs 2.0%, has 0.0% free (100.0% allocated)',
      ],
    ],
  ])('for its %s', (_, host, request, expected) => {
    expect(reasonsFor(host, request)).toEqual(expected);
  });

  it('and reservations are told apart from what the platform counts', () => {
    const snapshot = buildHost({
      adapters: [{ limit: 2, ports: [{ used: 1, limit: 2, allocated: '50%' }] }],
    });
    const first = planVnic({
      snapshot,
      request: buildRequest({ redundancy: 1, capacity: '40%' }),
      reservations: [],
    });
    if (!first.feasible) throw new Error('the first vNIC fits');
    const request = buildRequest({ redundancy: 1, capacity: '20%', mac: 'fa:16:3e:00:00:02' });
    const next = planVnic({ snapshot, request, reservations: [first.reservation] });
    expect(next.survey.refusedPorts[0]?.reasons.map(explainPortRefusal)).toEqual([
      'its adapter has no free logical port: 1 of 2 configured, 1 reserved by plans in flight',
      'no free logical port: 1 of 2 configured, 1 reserved by plans in flight',
      'needs 20.0%, has 10.0% free (50.0% allocated, 40.0% reserved by plans in flight)',
    ]);
  });
});

describe('a port is taken', () => {
  it.each<[string, HostSpec, RequestSpec]>([
    [
      'when the sum is exactly 100%',
      { adapters: [{ ports: [{ allocated: '57.58%', granularity: '0.01%' }] }] },
      { capacity: '42.42%' },
    ],
    ['untagged, whatever its VLAN limits', { adapters: [{ ports: [{ pvids: [2, 9] }] }] }, { vlan: 0 }],
    [
      'without link when that is allowed',
      { adapters: [{ ports: [{ linkUp: false }] }] },
      { allowLinkDown: true },
    ],
    ['when its adapter states no limit', { adapters: [{ limit: null, ports: [{ used: 19 }] }] }, {}],
    [
      'as network default when it has no label',
      { adapters: [{ ports: [{ label: '' }] }] },
      { network: 'default' },
    ],
    [
      'when the maximum equals the share',
      { adapters: [{ personality: 'MAX_MIN_CAPACITY', ports }] },
      { capacity: '2%', maxCapacity: '2%' },
    ],
  ])('%s', (_, host, request) => {
    expect(reasonsFor(host, request)).toEqual([]);
    const plan = planVnic({
      snapshot: buildHost(host),
      request: buildRequest({ redundancy: 1, ...request }),
      reservations: [],
    });
    expect(plan.feasible).toBe(true);
  });
});
