import { describe, expect, it } from 'vitest';
import { createClientNetworkAdapter } from './create-client-network-adapter.ts';
import { deleteClientNetworkAdapter } from './delete-client-network-adapter.ts';
import { openPlatform } from './open-platform.ts';
import type { PlatformState } from './platform-state.ts';
import { pullCable } from './set-cable.ts';
import { powerOffPartition, powerOnPartition } from './set-partition-power.ts';
import { startVios, stopVios } from './set-vios-power.ts';
import { VirtualClock } from './sim-clock.ts';
import { cardIndex, openSmallHost, portLocation, type SmallHost } from './small-host.fixture.ts';

const rmcDelay = 20_000;

function second({ system, lpar }: SmallHost) {
  return { target: { system: system.uuid, partition: lpar(1) }, partition: system.partitions[1] };
}

describe('RMC', () => {
  it('comes up a while after boot when there is a network for it', () => {
    const host = openSmallHost();
    const { target, partition } = second(host);
    powerOnPartition(host.platform, target);
    host.clock.advance(rmcDelay - 1);
    expect([partition?.state, partition?.rmc]).toEqual(['running', 'inactive']);
    host.clock.advance(1);
    expect(partition?.rmc).toBe('active');
  });

  it('waits for a client network adapter on the management network, and goes with it', () => {
    const host = openSmallHost();
    const { target, partition } = second(host);
    const [adapter] = partition?.clientNetworkAdapters ?? [];
    deleteClientNetworkAdapter(host.platform, { ...target, adapter: adapter?.uuid ?? '' });
    const management = host.system.virtualSwitches.find(({ name }) => name === 'MGMTSWITCH')?.uuid ?? '';
    const created = createClientNetworkAdapter(host.platform, {
      ...target,
      slot: 'low',
      portVlanId: 99,
      virtualSwitch: management,
    });
    powerOnPartition(host.platform, target);
    host.clock.advance(rmcDelay * 10);
    expect(partition?.rmc).toBe('inactive');
    expect(created.portVlanId).toBe(99);

    powerOffPartition(host.platform, target);
    createClientNetworkAdapter(host.platform, {
      ...target,
      slot: 'low',
      portVlanId: 4094,
      virtualSwitch: management,
    });
    powerOnPartition(host.platform, target);
    host.clock.advance(rmcDelay);
    expect(partition?.rmc).toBe('active');
  });

  it('is forgotten when the boot is interrupted', () => {
    const host = openSmallHost();
    const { target, partition } = second(host);
    powerOnPartition(host.platform, target);
    powerOffPartition(host.platform, target);
    host.clock.advance(rmcDelay * 2);
    expect(partition?.rmc).toBe('inactive');
    expect(host.platform.state.pending).toEqual([]);
  });

  it('of a VIOS is away for a while after it started', () => {
    const host = openSmallHost();
    const target = { system: host.system.uuid, vios: host.vios(0) };
    stopVios(host.platform, target);
    startVios(host.platform, target);
    expect(host.system.vioses[0]?.rmc).toBe('inactive');
    host.clock.advance(rmcDelay);
    expect(host.system.vioses[0]?.rmc).toBe('active');
  });
});

describe('a card that enters mode Sriov', () => {
  it('is Initializing until it is ready, even across a restart of the simulator', () => {
    const host = openSmallHost();
    host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'Dedicated' }] });
    expect(host.system.adapters[0]?.state).toBe('NotConfigured');
    host.configure({ adapters: [{ adapter: cardIndex(host), mode: 'Sriov' }] });
    expect(host.system.adapters[0]?.state).toBe('Initializing');

    const saved = JSON.parse(JSON.stringify(host.platform.state)) as PlatformState;
    const clock = new VirtualClock(host.clock.now() + 60_000);
    openPlatform({ state: saved, clock });
    clock.advance(0);
    expect(saved.systems[0]?.adapters[0]?.state).toBe('Running');
  });
});

describe('the event feed', () => {
  it('tells everything when it is full', () => {
    const host = openSmallHost();
    host.vnic();
    pullCable(host.platform, portLocation);
    expect(host.events.map(({ kind, path, details }) => [kind, path.at(-2), ...details].join(' '))).toEqual([
      'ADD SRIOVEthernetLogicalPort',
      'ADD SRIOVEthernetLogicalPort',
      'ADD VirtualNICDedicated',
      'MODIFY ManagedSystem SRIOVPhysicalPort.LinkStatus',
      'MODIFY VirtualNICDedicated VirtualNICBackingDevice.Status',
    ]);
  });

  it('as recorded never tells of vNICs, logical ports or links', () => {
    const host = openSmallHost();
    host.platform.state.settings.events = 'recorded';
    host.vnic();
    pullCable(host.platform, portLocation);
    host.configure({ ports: [{ adapter: cardIndex(host), port: 0, label: 'other' }] });
    expect(host.events).toEqual([
      {
        kind: 'MODIFY',
        path: ['ManagedSystem', host.system.uuid],
        details: ['SRIOVPhysicalPort.ConfigChange'],
      },
    ]);
  });
});
