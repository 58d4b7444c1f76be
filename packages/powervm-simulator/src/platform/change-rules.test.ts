import { describe, it } from 'vitest';
import { changePartition } from './change-partition.ts';
import { createClientNetworkAdapter } from './create-client-network-adapter.ts';
import { deleteLogicalPort } from './delete-logical-port.ts';
import { deleteVnic } from './delete-vnic.ts';
import { holdVnic } from './hold-vnic.ts';
import { powerOffPartition, powerOnPartition } from './set-partition-power.ts';
import { cardIndex, expectRefusal, oneDevice, openSmallHost, type Rule } from './small-host.fixture.ts';

const rules: readonly Rule[] = [
  [
    'removing a vNIC that the OS holds',
    'HSCL294D',
    /HSCL127D .*AIX 0931-029/,
    (host) => {
      const target = { system: host.system.uuid, partition: host.lpar(0), vnic: host.vnic().uuid };
      holdVnic(host.platform, { ...target, held: true });
      deleteVnic(host.platform, target);
    },
  ],
  [
    'another MAC for a vNIC',
    'SIM-VNIC-MAC-FIXED',
    /for life/,
    (host) => host.change(host.vnic(), { mac: '0223456789AB' }),
  ],
  [
    'another slot for a vNIC',
    'SIM-VNIC-SLOT-FIXED',
    /for life/,
    (host) => host.change(host.vnic(), { slot: 9 }),
  ],
  [
    'another share for a live device',
    'SIM-DEVICE-CAPACITY-FIXED',
    /add another and remove it/,
    (host) => host.change(host.vnic(oneDevice(host, {})), oneDevice(host, { capacity: '9.0%' })),
  ],
  [
    'another device where only the command line may',
    'SIM-DEVICE-CHANGE',
    /command line only/,
    (host) => {
      host.platform.state.settings.backingDeviceChange = 'cli';
      host.change(host.vnic(), oneDevice(host, {}));
    },
  ],
  [
    'a second promiscuous logical port',
    'SIM-PROMISCUOUS-LIMIT',
    /1 promiscuous logical ports of 1/,
    (host) => {
      host.direct({ isPromiscuous: true });
      host.direct({ isPromiscuous: true });
    },
  ],
  [
    'a logical port that is the owner’s already',
    'HSCL1288',
    /owned by lpar1/,
    (host) => host.direct({ logicalPortId: host.direct().logicalPortId }),
  ],
  [
    'a logical port number beyond the card',
    'SIM-LOGICAL-PORT-ID',
    /no unconfigured logical port 7/,
    (host) => host.direct({ logicalPortId: 7 }),
  ],
  [
    'taking the logical port of a vNIC',
    'SIM-LOGICAL-PORT-OF-VNIC',
    /backing device/,
    (host) => {
      host.vnic();
      host.direct({ logicalPortId: host.system.logicalPorts[0]?.logicalPortId ?? 0 });
    },
  ],
  [
    'removing the logical port of a vNIC',
    'SIM-LOGICAL-PORT-OF-VNIC',
    /remove the vNIC/,
    (host) => {
      const [device] = host.vnic().backingDevices;
      deleteLogicalPort(host.platform, { system: host.system.uuid, logicalPort: device?.logicalPort ?? '' });
    },
  ],
  [
    'a label of 17 characters',
    'SIM-LABEL',
    /longer than 16/,
    (host) => host.configure({ ports: [{ adapter: cardIndex(host), port: 0, label: 'x'.repeat(17) }] }),
  ],
  [
    'a sublabel of 9 characters',
    'SIM-SUBLABEL',
    /longer than 8/,
    (host) => host.configure({ ports: [{ adapter: cardIndex(host), port: 0, subLabel: 'x'.repeat(9) }] }),
  ],
  [
    'a switch mode that is some other option',
    'SIM-PORT-SETTING',
    /switch mode autoDuplex; it supports Veb, Vepa/,
    (host) => host.configure({ ports: [{ adapter: cardIndex(host), port: 0, switchMode: 'autoDuplex' }] }),
  ],
  [
    'an MTU that the port has not',
    'SIM-PORT-SETTING',
    /E_1500, E_9000/,
    (host) => host.configure({ ports: [{ adapter: cardIndex(host), port: 0, mtu: 'E_4000' }] }),
  ],
  [
    'fewer logical ports than configured',
    'SIM-MAX-LOGICAL-PORTS',
    /0 logical ports is outside 1 to 60/,
    (host) => {
      host.vnic();
      host.configure({ ports: [{ adapter: cardIndex(host), port: 0, maxLogicalPorts: 0 }] });
    },
  ],
  [
    'leaving mode Sriov with users',
    'SIM-ADAPTER-IN-USE',
    /1 logical ports configured, used by vios1/,
    (host) => {
      host.vnic();
      host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'Dedicated' }] });
    },
  ],
  [
    'entering mode Sriov with an owner',
    'SIM-SLOT-OWNED',
    /belongs to vios1/,
    (host) => {
      host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'Dedicated' }] });
      Object.assign(host.system.adapters[0] ?? {}, { slotOwner: host.vios(0) });
      host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'Sriov' }] });
    },
  ],
  [
    'labelling a dedicated card',
    'SIM-ADAPTER-MODE',
    /mode Dedicated/,
    (host) => {
      host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'Dedicated' }] });
      host.configure({ ports: [{ adapter: cardIndex(host), port: 0, label: 'x' }] });
    },
  ],
  [
    'activating what runs',
    'HSCL3681',
    /lpar1 is running/,
    (host) => powerOnPartition(host.platform, { system: host.system.uuid, partition: host.lpar(0) }),
  ],
  [
    'stopping what is off',
    'HSCL1558',
    /lpar2/,
    (host) => powerOffPartition(host.platform, { system: host.system.uuid, partition: host.lpar(1) }),
  ],
  [
    'a name of 32 characters',
    'SIM-PARTITION-NAME',
    /1 to 31/,
    (host) =>
      changePartition(host.platform, {
        system: host.system.uuid,
        partition: host.lpar(0),
        name: 'x'.repeat(32),
      }),
  ],
  [
    'the name of another',
    'SIM-PARTITION-NAME-IN-USE',
    /named vios1/,
    (host) =>
      changePartition(host.platform, { system: host.system.uuid, partition: host.lpar(0), name: 'vios1' }),
  ],
  [
    'an unknown virtual switch',
    'SIM-NOT-FOUND',
    /no virtual switch nowhere/,
    (host) =>
      createClientNetworkAdapter(host.platform, {
        system: host.system.uuid,
        partition: host.lpar(0),
        slot: 'low',
        portVlanId: 1,
        virtualSwitch: 'nowhere',
      }),
  ],
];

describe('changes to what is there', () => {
  it.each(rules)('%s: %s', (_what, code, words, attempt) => {
    expectRefusal(() => attempt(openSmallHost()), { code, words });
  });
});
