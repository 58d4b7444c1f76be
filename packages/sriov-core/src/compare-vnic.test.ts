import { describe, expect, it } from 'vitest';
import {
  type AdapterSpec,
  buildHost,
  buildRequest,
  type RequestSpec,
  type VnicSpec,
} from '../test/build-host.ts';
import { compareVnic } from './compare-vnic.ts';
import { explainDifference } from './explain/explain-difference.ts';

const adapters: readonly AdapterSpec[] = [{ ports: [{}, { label: 'lab' }, { label: '' }] }, { ports: [{}] }];

function differences(vnic: Partial<VnicSpec>, request: RequestSpec = {}): readonly string[] {
  const mac = 'fa:16:3e:0e:f6:ec';
  const snapshot = buildHost({ adapters, vnics: [{ mac, devices: ['1/0/1', '2/0/2'], ...vnic }] });
  const [existing] = snapshot.vnics;
  if (existing === undefined) throw new Error('the host has one vNIC');
  return compareVnic({ existing, request: buildRequest(request), snapshot }).map(explainDifference);
}

describe('an existing vNIC is the one asked for', () => {
  it.each<[string, Partial<VnicSpec>, RequestSpec]>([
    ['when VLAN, network and access lists agree', {}, {}],
    [
      'though it has fewer devices and other shares',
      { devices: ['1/0/1'] },
      { redundancy: 4, capacity: '10%' },
    ],
    ['though one of its adapters is gone', { devices: ['1/0/1', '9/0/2'] }, {}],
    ['when an empty list says that nothing is allowed', { allowedVlans: [], allowedMacs: [] }, {}],
    ['on the ports without a label', { devices: ['1/2/1'] }, { network: 'default' }],
  ])('%s', (_, vnic, request) => {
    expect(differences(vnic, request)).toEqual([]);
  });
});

describe('an existing vNIC is another one', () => {
  it.each<[string, Partial<VnicSpec>, RequestSpec, string[]]>([
    ['in another VLAN', { vlan: 12 }, { vlan: 34 }, ['it is in VLAN 12, VLAN 34 is asked for']],
    [
      'with open access lists',
      { allowedVlans: 'ALL', allowedMacs: ['AE7A25E59A07'] },
      {},
      ['it allows VLANs ALL, NONE is asked for', 'it allows MAC addresses AE7A25E59A07, NONE is asked for'],
    ],
    [
      'on another network',
      { devices: ['1/1/1'] },
      {},
      ["its ports are on 'lab', network 'prod_net' is asked for"],
    ],
    [
      'on two networks at once',
      { devices: ['1/0/1', '1/1/2'] },
      {},
      ["its ports are on 'lab' and 'prod_net', network 'prod_net' is asked for"],
    ],
    [
      'when nothing shows its network',
      { devices: [] },
      {},
      ["none of its ports is on the host, so nothing shows that it is on network 'prod_net'"],
    ],
    [
      'when all its adapters are gone',
      { devices: ['9/0/1'] },
      {},
      ["none of its ports is on the host, so nothing shows that it is on network 'prod_net'"],
    ],
  ])('%s', (_, vnic, request, expected) => {
    expect(differences(vnic, request)).toEqual(expected);
  });
});
