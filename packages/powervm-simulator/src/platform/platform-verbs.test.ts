import { describe, expect, it } from 'vitest';
import { cardIndex, openSmallHost, refusalOf } from './small-host.fixture.ts';

describe('a refusal', () => {
  it('leaves everything as it was', () => {
    const host = openSmallHost();
    const before = JSON.stringify(host.platform.state);
    refusalOf(() => host.vnic({ portVlanId: 5000 }));
    refusalOf(() => host.vnic({ slot: 2 }));
    refusalOf(() =>
      host.configure({
        ports: [
          { adapter: cardIndex(host), port: 0, label: 'new' },
          { adapter: cardIndex(host), port: 1, mtu: 'E_4000' },
        ],
      }),
    );
    expect(JSON.stringify(host.platform.state)).toBe(before);
  });
});

describe('what the platform lets pass', () => {
  it('changes an IBM i partition without RMC, and any that is powered off', () => {
    const host = openSmallHost();
    const [running] = host.system.partitions;
    Object.assign(running ?? {}, { type: 'OS400', rmc: 'none' });
    expect(host.vnic().slot).toBe(63);
    expect(host.vnic({ partition: host.lpar(1), slot: 'low' }).slot).toBe(3);
  });

  it('takes the same MAC twice where the world does not mind', () => {
    const host = openSmallHost();
    host.platform.state.settings.enforceUniqueMac = false;
    host.vnic({ mac: '0223456789AB' });
    expect(host.vnic({ mac: '0223456789AB' }).mac).toBe('0223456789AB');
  });

  it('moves a direct logical port to whoever asks for it, without a word', () => {
    const host = openSmallHost();
    const { logicalPortId, uuid } = host.direct();
    const moved = host.direct({ owner: host.lpar(1), logicalPortId });
    expect([moved.uuid, moved.owner]).toEqual([uuid, host.lpar(1)]);
    expect(host.system.logicalPorts).toHaveLength(1);
  });
});

describe('a change', () => {
  it('of the set of devices adds, keeps and removes, logical ports included', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    const [kept] = vnic.backingDevices;
    const added = { vios: host.vios(1), adapter: 2, port: 1, capacity: '3.0%', priority: 70 };
    host.change(vnic, { backingDevices: [{ vios: host.vios(0), adapter: 1, port: 0 }, added] });
    expect(vnic.backingDevices[0]).toBe(kept);
    expect(vnic.backingDevices[1]).toMatchObject({ adapter: 2, port: 1, priority: 70, currentCapacity: 300 });
    expect(host.system.logicalPorts.map(({ locationCode }) => locationCode)).toEqual([
      'U78D3.001.WZS0001-P1-C8-T1-S1',
      'U78D3.001.WZS0001-P1-C9-T2-S2',
    ]);
  });

  it.each([
    ['rest', 'rest', true],
    ['rest', 'cli', true],
    ['cli', 'rest', false],
    ['cli', 'cli', true],
    ['none', 'rest', false],
    ['none', 'cli', false],
  ] as const)('of devices where the world says %s comes by %s: %s', (world, via, isAllowed) => {
    const host = openSmallHost();
    host.platform.state.settings.backingDeviceChange = world;
    const vnic = host.vnic();
    const shrink = () =>
      host.change(vnic, { via, backingDevices: [{ vios: host.vios(0), adapter: 1, port: 0 }] });
    if (isAllowed) expect(shrink().backingDevices).toHaveLength(1);
    else expect(refusalOf(shrink).code).toBe('SIM-DEVICE-CHANGE');
  });

  it('of the port VLAN reaches the logical ports', () => {
    const host = openSmallHost();
    host.change(host.vnic(), { portVlanId: 7 });
    expect(host.system.logicalPorts.map(({ portVlanId }) => portVlanId)).toEqual([7, 7]);
  });

  it('of labels, MTU and switch mode is seen on the port, and makes the system’s etag new', () => {
    const host = openSmallHost();
    const before = host.system.revision;
    const change = { label: 'blue', subLabel: 'left', mtu: 'E_9000', switchMode: 'Vepa' };
    host.configure({ ports: [{ adapter: cardIndex(host), port: 1, ...change }] });
    expect(host.system.adapters[0]?.ports[1]).toMatchObject({
      label: 'blue',
      subLabel: 'left',
      configuredMtu: 'E_9000',
      configuredPortSwitchMode: 'Vepa',
      currentOptions: ['fullDuplex', 'linkUp', 'Vepa'],
    });
    expect(host.system.revision).toBe(before + 1);
  });

  it('to ForceDedicated takes everything off the card', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    host.direct();
    host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'ForceDedicated' }] });
    expect(host.system.adapters[0]).toMatchObject({ mode: 'Dedicated', state: 'NotConfigured' });
    expect(vnic.backingDevices.map(({ adapter, isActive }) => [adapter, isActive])).toEqual([[2, true]]);
    expect(host.system.logicalPorts.map(({ adapter }) => adapter)).toEqual([2]);
  });
});
