import { describe, expect, it } from 'vitest';
import { activateBackingDevice } from './activate-backing-device.ts';
import type { Vnic } from './platform-state.ts';
import { failAdapter, returnAdapter } from './set-adapter-health.ts';
import { plugCable, pullCable } from './set-cable.ts';
import { powerOffPartition, powerOnPartition } from './set-partition-power.ts';
import { startVios, stopVios } from './set-vios-power.ts';
import { openSmallHost, portLocation, refusalOf, type SmallHost } from './small-host.fixture.ts';

const card = 'U78D3.001.WZS0001-P1-C8';
const otherPort = 'U78D3.001.WZS0001-P1-C9-T1';

/** `50 LINK_DOWN, *60 OPERATIONAL`: priorities and statuses, the active one starred. */
function devices(vnic: Vnic): string {
  return vnic.backingDevices
    .map(({ isActive, priority, status }) => `${isActive ? '*' : ''}${priority} ${status}`)
    .join(', ');
}

type Outage = readonly [
  what: string,
  status: string,
  begin: (host: SmallHost) => void,
  end: (host: SmallHost) => void,
];

const outages: readonly Outage[] = [
  [
    'the cable',
    'LINK_DOWN',
    ({ platform }) => pullCable(platform, portLocation),
    ({ platform }) => plugCable(platform, portLocation),
  ],
  [
    'the adapter',
    'ADAPTER_ERROR',
    ({ platform }) => failAdapter(platform, card),
    ({ platform, clock }) => {
      returnAdapter(platform, card);
      clock.advance(platform.state.settings.adapterStartMs);
    },
  ],
  [
    'the VIOS',
    'UNRESPONSIVE',
    ({ platform, system, vios }) => stopVios(platform, { system: system.uuid, vios: vios(0) }),
    ({ platform, system, vios }) => startVios(platform, { system: system.uuid, vios: vios(0) }),
  ],
];

describe('failover', () => {
  it.each(outages)('leaves a device while %s is out and comes back to it', (_what, status, begin, end) => {
    const host = openSmallHost();
    const vnic = host.vnic();
    expect(devices(vnic)).toBe('*50 OPERATIONAL, 60 OPERATIONAL');
    begin(host);
    expect(devices(vnic)).toBe(`50 ${status}, *60 OPERATIONAL`);
    end(host);
    expect(devices(vnic)).toBe('*50 OPERATIONAL, 60 OPERATIONAL');
  });

  it.each(outages)('stays where it went without auto failback, after %s', (_what, _status, begin, end) => {
    const host = openSmallHost();
    const vnic = host.vnic({ autoFailback: false });
    begin(host);
    end(host);
    expect(devices(vnic)).toBe('50 OPERATIONAL, *60 OPERATIONAL');
  });

  it('has nowhere to go when every link is dead, and takes the first that lives again', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    pullCable(host.platform, portLocation);
    pullCable(host.platform, otherPort);
    expect(devices(vnic)).toBe('50 LINK_DOWN, *60 LINK_DOWN');
    plugCable(host.platform, portLocation);
    expect(devices(vnic)).toBe('*50 OPERATIONAL, 60 LINK_DOWN');
  });

  it('does not change between equal priorities', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    host.change(vnic, {
      backingDevices: vnic.backingDevices.map(({ vios, adapter, port }) => ({
        vios,
        adapter,
        port,
        priority: 7,
      })),
    });
    pullCable(host.platform, portLocation);
    plugCable(host.platform, portLocation);
    expect(devices(vnic)).toBe('7 OPERATIONAL, *7 OPERATIONAL');
  });

  it('is steered by priorities at run time', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    const [first, second] = vnic.backingDevices.map(({ vios, adapter, port }) => ({ vios, adapter, port }));
    if (first === undefined || second === undefined) throw new Error('two devices were asked for');
    host.change(vnic, { backingDevices: [first, { ...second, priority: 1 }] });
    expect(devices(vnic)).toBe('50 OPERATIONAL, *1 OPERATIONAL');
  });

  it('by hand goes to an operational device only, and stops auto failback', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    const target = {
      system: host.system.uuid,
      partition: host.lpar(0),
      vnic: vnic.uuid,
      logicalPort: vnic.backingDevices[1]?.logicalPort ?? '',
    };
    activateBackingDevice(host.platform, target);
    expect(devices(vnic)).toBe('50 OPERATIONAL, *60 OPERATIONAL');
    expect(vnic.autoFailback).toBe(false);
    pullCable(host.platform, otherPort);
    expect(refusalOf(() => activateBackingDevice(host.platform, target)).message).toBe(
      'SIM-DEVICE-NOT-OPERATIONAL The backing device on adapter 2 port 0 is LINK_DOWN; it must be OPERATIONAL.',
    );
  });

  it('shows POWERED_OFF with the partition, and what is true when it runs', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    const target = { system: host.system.uuid, partition: host.lpar(0) };
    powerOffPartition(host.platform, target);
    expect(devices(vnic)).toBe('*50 POWERED_OFF, 60 POWERED_OFF');
    pullCable(host.platform, portLocation);
    powerOnPartition(host.platform, target);
    expect(devices(vnic)).toBe('50 LINK_DOWN, *60 OPERATIONAL');
  });

  it('changes the revision of the vNIC, so that its etag tells', () => {
    const host = openSmallHost();
    const vnic = host.vnic();
    const before = vnic.revision;
    pullCable(host.platform, portLocation);
    expect(vnic.revision).toBeGreaterThan(before);
  });
});
