import { describe, it } from 'vitest';
import { expectRefusal, openSmallHost, type Rule } from './small-host.fixture.ts';

const rules: readonly Rule[] = [
  ['VLAN 5000', 'SIM-PVID', /5000/, (host) => host.vnic({ portVlanId: 5000 })],
  ['VLAN 1', 'SIM-PVID', /Port VLAN 1 /, (host) => host.vnic({ portVlanId: 1 })],
  ['VLAN priority 8', 'SIM-VLAN-PRIORITY', /8 is not 0 to 7/, (host) => host.vnic({ portVlanPriority: 8 })],
  [
    'allowed VLANs beside a PVID',
    'SIM-PVID-ACL',
    /port VLAN 100/,
    (host) => host.vnic({ allowedVlans: 'ALL' }),
  ],
  [
    'a broken VLAN list',
    'SIM-ALLOWED-VLANS',
    /"7 many"/,
    (host) => host.vnic({ portVlanId: 0, allowedVlans: '7 many' }),
  ],
  [
    'a broken MAC list',
    'SIM-ALLOWED-MACS',
    /"ALL NONE"/,
    (host) => host.vnic({ portVlanId: 0, allowedMacs: 'ALL NONE' }),
  ],
  ['a multicast MAC', 'SIM-MAC', /0123456789AB/, (host) => host.vnic({ mac: '0123456789AB' })],
  [
    'a MAC that is in use',
    'SIM-MAC-IN-USE',
    /0223456789AB is in use/,
    (host) => {
      host.vnic({ mac: '0223456789ab' });
      host.vnic({ mac: '0223456789AB' });
    },
  ],
  ['a slot that is in use', 'SIM-SLOT-IN-USE', /slot 2 /, (host) => host.vnic({ slot: 2 })],
  ['a slot of the consoles', 'SIM-SLOT-RANGE', /slot 1 .* 2 to 63/, (host) => host.vnic({ slot: 1 })],
  [
    'a partition without free slots',
    'SIM-NO-SLOT',
    /slots 2 to 2/,
    (host) => {
      for (const partition of host.system.partitions) partition.maximumVirtualSlots = 3;
      host.vnic();
    },
  ],
];

describe('network settings and slots', () => {
  it.each(rules)('%s: %s', (_what, code, words, attempt) => {
    expectRefusal(() => attempt(openSmallHost()), { code, words });
  });
});
