import {
  capacityOf,
  parseFailoverPriority,
  parsePhysicalPortId,
  parseSriovAdapterId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryUsedHost } from '../../test/arbitrary-host.ts';
import { buildHost, type HostSpec, viosUuid } from '../../test/build-host.ts';
import { explainDeviceChange } from '../explain/explain-device-change.ts';
import type { DeviceChange, DeviceChangePlan } from './device-change.ts';
import { planDeviceChange } from './plan-device-change.ts';

const two = { ports: [{}, {}] };
const card = 'U78C7.001.RCH0004-P1-C';

function plan(host: HostSpec, change: DeviceChange): DeviceChangePlan {
  const snapshot = buildHost(host);
  const [vnic] = snapshot.vnics;
  if (vnic === undefined) throw new Error('the host has a vNIC');
  return planDeviceChange({ snapshot, vnic, network: 'prod_net', change, reservations: [] });
}

/** What people read of a change of the first vNIC. */
function told(host: HostSpec, change: DeviceChange): readonly string[] {
  return explainDeviceChange(plan(host, change));
}

function onPort(adapter: number, port: number) {
  return {
    adapterId: parseSriovAdapterId(adapter),
    portId: parsePhysicalPortId(port),
    viosUuid: viosUuid(1),
  };
}

const pair: HostSpec = {
  adapters: [two, two],
  vnics: [{ mac: 'AE7A25E59A01', devices: ['1/0/1', '2/0/2'] }],
};
const single: HostSpec = { ...pair, vnics: [{ mac: 'AE7A25E59A01', devices: ['1/0/1'] }] };
const larger: DeviceChange = { kind: 'capacity', capacity: capacityOf(1000) };

describe('planDeviceChange', () => {
  it('adds on another adapter and through another VIOS than those in use', () => {
    expect(told(single, { kind: 'redundancy', redundancy: 2 })).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 1 step',
      `  1. add ${card}9-T1 through vios2, 2.0%, priority 20`,
    ]);
  });

  it('removes what shares an adapter before what stands alone, and moves the traffic first', () => {
    const host: HostSpec = {
      ...pair,
      vnics: [{ mac: 'AE7A25E59A01', devices: ['1/0/1', '1/1/1', '2/0/2'], priorities: [30, 20, 10] }],
    };
    expect(told(host, { kind: 'redundancy', redundancy: 1 })).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 2 steps',
      `  1. remove ${card}8-T2 through vios1`,
      `  2. remove ${card}9-T1 through vios2`,
    ]);
    expect(told(host, { kind: 'remove', device: onPort(1, 0) })).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 2 steps',
      `  1. activate ${card}9-T1 through vios2`,
      `  2. remove ${card}8-T1 through vios1`,
    ]);
  });

  it('changes the share by new devices, standby first, keeping the order of failover', () => {
    expect(told(pair, larger)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 5 steps',
      `  1. add ${card}9-T2 through vios2, 10.0%, priority 21`,
      `  2. remove ${card}9-T1 through vios2`,
      `  3. add ${card}8-T2 through vios1, 10.0%, priority 11`,
      `  4. activate ${card}8-T2 through vios1`,
      `  5. remove ${card}8-T1 through vios1`,
    ]);
  });

  it('takes a device out first where no port is spare, and says so', () => {
    const host: HostSpec = { ...pair, adapters: [{ ports: [{}] }, { ports: [{}] }] };
    expect(told(host, larger)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 5 steps',
      `  1. remove ${card}9-T1 through vios2`,
      `  2. add ${card}9-T1 through vios2, 10.0%, priority 21`,
      `  3. activate ${card}9-T1 through vios2`,
      `  4. remove ${card}8-T1 through vios1`,
      `  5. add ${card}8-T1 through vios1, 10.0%, priority 11`,
      '  on the way it has only 1 device',
    ]);
  });

  it('has nothing to do for what is so already', () => {
    const nothing = ['vNIC ae:7a:25:e5:9a:01: nothing to change'];
    expect(told(pair, { kind: 'capacity', capacity: capacityOf(200) })).toEqual(nothing);
    expect(told(pair, { kind: 'redundancy', redundancy: 2 })).toEqual(nothing);
  });

  it.each<[string, HostSpec, DeviceChange, string, string]>([
    [
      'the last device',
      single,
      { kind: 'remove', device: onPort(1, 0) },
      'a vNIC keeps at least one device',
      'add another one first, or unplug the vNIC',
    ],
    [
      'a device that is not there',
      single,
      { kind: 'remove', device: onPort(2, 1) },
      'the vNIC has no device on that port',
      'name one of its ports',
    ],
    [
      'a priority in use',
      pair,
      { kind: 'priority', device: onPort(1, 0), priority: parseFailoverPriority(20) },
      `priority 20 belongs to its device on ${card}9-T1 through vios2`,
      'use another priority, or change that one first',
    ],
    [
      'more devices than the platform has',
      pair,
      { kind: 'redundancy', redundancy: 7 },
      'a vNIC has 1 to 6 backing devices, not 7',
      'ask for a redundancy from 1 to 6',
    ],
    [
      'a second device without failover',
      { ...single, system: { vnicFailoverCapable: false } },
      { kind: 'redundancy', redundancy: 2 },
      'system Server-8286-42A cannot fail vNICs over, and 2 devices need that',
      'update its firmware, or ask for redundancy 1',
    ],
    [
      'a new share for an only device with no other port',
      { ...single, adapters: [{ ports: [{}] }] },
      larger,
      "network 'prod_net' has 1 port, and none can take one more device, and its only device cannot be taken out first",
      'remove what stands against one of them; or unplug the vNIC and plug it again while its partition is off',
    ],
  ])('refuses %s', (_, host, change, problem, advice) => {
    expect(told(host, change).slice(1, 3)).toEqual([`  because ${problem}`, `  to do:  ${advice}`]);
  });

  it('tells what stands against the ports, where another port would help', () => {
    expect(told({ ...single, adapters: [{ ports: [{}] }] }, larger).slice(3)).toEqual([
      '  Looked at:',
      `    - port ${card}8-T1: already carries a device of this vNIC`,
    ]);
    expect(
      told({ ...single, system: { vnicFailoverCapable: false } }, { kind: 'redundancy', redundancy: 2 }),
    ).toHaveLength(3);
  });

  it('keeps at least one device at every step, one per port, and ends as wanted', () => {
    const arbitraryChange: fc.Arbitrary<DeviceChange> = fc.oneof(
      fc.record({ kind: fc.constant('redundancy' as const), redundancy: fc.integer({ min: 1, max: 6 }) }),
      fc.record({
        kind: fc.constant('capacity' as const),
        capacity: fc.constantFrom(400, 5000).map(capacityOf),
      }),
    );
    fc.assert(
      fc.property(arbitraryUsedHost, arbitraryChange, (snapshot, change) => {
        for (const vnic of snapshot.vnics.slice(0, 1)) {
          const planned = planDeviceChange({ snapshot, vnic, network: 'prod_net', change, reservations: [] });
          if (!planned.feasible) throw new Error(explainDeviceChange(planned).join());
          const shares = new Map(
            vnic.devices.map(({ adapterId, portId, capacity }) => [`${adapterId}/${portId}`, capacity]),
          );
          for (const step of planned.steps) {
            const { adapterId, portId } = step.device;
            const place = `${adapterId}/${portId}`;
            expect(shares.has(place)).toBe(step.kind !== 'add');
            if (step.kind === 'add') shares.set(place, step.device.capacity);
            if (step.kind === 'remove') shares.delete(place);
            expect(shares.size).toBeGreaterThan(0);
          }
          if (change.kind === 'redundancy') expect(shares.size).toBe(change.redundancy);
          if (change.kind === 'capacity') {
            expect(new Set(shares.values())).toEqual(new Set([change.capacity]));
            expect(shares.size).toBe(vnic.devices.length);
            const adapters = new Set([...shares.keys()].map((place) => place.split('/')[0]));
            const before = new Set(vnic.devices.map(({ adapterId }) => adapterId));
            expect(adapters.size).toBeGreaterThanOrEqual(before.size);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
