import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryUsedHost } from '../../test/arbitrary-host.ts';
import { buildHost, type HostSpec, partitionUuid, type VnicSpec } from '../../test/build-host.ts';
import type { HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { diagnoseVnic, type VnicDiagnosis } from './diagnose-host.ts';
import { explainHealFinding, explainHealObstacle, explainHealPlan } from './explain-heal.ts';
import { explainHealWait } from './explain-wait.ts';
import { judgeDevice } from './judge-device.ts';
import { planHeal } from './plan-heal.ts';
import type { RecordedVnic } from './recorded-vnic.ts';

const two = { ports: [{}, {}] };
const card = 'U78C7.001.RCH0004-P1-C';
const means = { changesDevices: true, activates: true };

const pair: VnicSpec = { mac: 'AE7A25E59A01', devices: ['1/0/1', '2/0/2'] };
const host: HostSpec = { adapters: [two, two, two], partitions: [{}], vnics: [pair] };

function recordOf(vnic: VnicSnapshot, change: Partial<RecordedVnic> = {}): RecordedVnic {
  return {
    partition: vnic.partitionUuid,
    mac: vnic.mac,
    state: 'plugged',
    network: 'prod_net',
    vlan: vnic.vlan,
    shape: { redundancy: 2, redundancyPolicy: 'strict' },
    ...change,
  };
}

function diagnosed(
  spec: HostSpec,
  change: Partial<RecordedVnic> = {},
  able: Partial<typeof means> = {},
): VnicDiagnosis {
  const snapshot = buildHost(spec);
  const [vnic] = buildHost(host).vnics;
  if (vnic === undefined) throw new Error('the host has a vNIC');
  return diagnoseVnic(recordOf(vnic, change), {
    ...{ snapshot, reservations: [], cordons: [], migrating: [], means: { ...means, ...able } },
  });
}

/** What people read of it: what is wrong, what would help, what is in the way. */
function told(...given: Parameters<typeof diagnosed>): readonly string[] {
  const { findings, plan, obstacle, wait } = diagnosed(...given);
  return [
    ...findings.map(explainHealFinding),
    ...(plan === undefined ? [] : explainHealPlan(plan)),
    ...(obstacle === undefined ? [] : [`obstacle: ${explainHealObstacle(obstacle).problem}`]),
    ...(wait === undefined ? [] : [`not now: ${explainHealWait(wait)}`]),
  ];
}

describe('planHeal', () => {
  it('has nothing to do for what is well', () => {
    expect(told(host)).toEqual([]);
  });

  it('replaces a dead device by one elsewhere, which takes its place in the order of failover', () => {
    const spec = { ...host, vnics: [{ ...pair, statuses: ['ADAPTER_ERROR', 'OPERATIONAL'] }] };
    expect(told(spec).slice(-3)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 2 steps',
      `  1. add ${card}10-T1 through vios1, 2.0%, priority 11`,
      `  2. remove ${card}8-T1 through vios1`,
    ]);
  });

  it('adds what is missing and removes what is too much', () => {
    expect(told({ ...host, vnics: [{ ...pair, devices: ['1/0/1'] }] })).toEqual([
      'warning: vNIC ae:7a:25:e5:9a:01: 1 of its 1 device is operational: the next fault cuts it off; add a device on another adapter and VIOS',
      'warning: vNIC ae:7a:25:e5:9a:01: it has 1 device, 2 are wanted; add backing devices where its network has eligible ports',
      'vNIC ae:7a:25:e5:9a:01: 1 step',
      `  1. add ${card}9-T1 through vios2, 2.0%, priority 20`,
    ]);
    const three = { ...host, vnics: [{ ...pair, devices: ['1/0/1', '1/1/1', '2/0/2'] }] };
    expect(told(three).slice(-2)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 1 step',
      `  1. remove ${card}8-T2 through vios1`,
    ]);
  });

  it('leaves a shared adapter or VIOS where others can be had, and only there', () => {
    const shared = { ...host, vnics: [{ ...pair, devices: ['1/0/1', '1/1/1'] }] };
    expect(told(shared).slice(-3)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 2 steps',
      `  1. add ${card}9-T1 through vios2, 2.0%, priority 21`,
      `  2. remove ${card}8-T2 through vios1`,
    ]);
    expect(diagnosed({ ...shared, adapters: [two], vioses: [{}] }).plan).toBeUndefined();
    expect(diagnosed(shared).isSick).toBe(false);
  });

  it('moves a device off a port that is on another network now', () => {
    const moved = { ...host, adapters: [{ ports: [{ label: 'dmz' }, {}] }, two, two] };
    expect(told(moved)).toEqual([
      "error: vNIC ae:7a:25:e5:9a:01: its device on U78C7.001.RCH0004-P1-C8-T1 through vios1 is on network 'dmz' now, 'prod_net' is wanted; label the port back, or move the device to a port of its network",
      'vNIC ae:7a:25:e5:9a:01: 3 steps',
      `  1. add ${card}10-T1 through vios1, 2.0%, priority 11`,
      `  2. give ${card}8-T1 through vios1 priority 30`,
      `  3. remove ${card}8-T1 through vios1`,
    ]);
  });

  it('moves traffic back to the best device where the console can', () => {
    const strayed = { ...host, vnics: [{ ...pair, priorities: [20, 10] }] };
    expect(told(strayed).slice(-2)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: 1 step',
      `  1. activate ${card}9-T1 through vios2`,
    ]);
    expect(told(strayed, {}, { activates: false }).at(-1)).toBe(
      'obstacle: this console cannot move its traffic back to the device of best priority',
    );
  });

  it('sees a broken path of a partition that is off, and replaces the vNIC where devices are fixed', () => {
    const off = {
      ...host,
      partitions: [{ state: 'not activated' }],
      adapters: [{ ...two, state: 'Failed' }, two, two],
      vnics: [{ ...pair, statuses: ['POWERED_OFF', 'POWERED_OFF'] }],
    };
    expect(told(off, {}, { changesDevices: false })).toEqual([
      'warning: vNIC ae:7a:25:e5:9a:01: its partition is off, and its device on U78C7.001.RCH0004-P1-C8-T1 through vios1 would not work: the adapter is Failed; mend that, or heal the vNIC before its partition starts',
      'vNIC ae:7a:25:e5:9a:01: while its partition is off, unplug it and plug it again as recorded',
    ]);
  });

  it('replaces what is in another VLAN, once its partition is off', () => {
    expect(told({ ...host, vnics: [{ ...pair, vlan: 7 }] }, {}).slice(-2)).toEqual([
      'vNIC ae:7a:25:e5:9a:01: while its partition is off, unplug it and plug it again as recorded',
      'not now: its partition runs, and this is done while it is off',
    ]);
  });

  it.each<[string, HostSpec, Partial<RecordedVnic>, readonly string[]]>([
    [
      'a vNIC that is gone',
      { ...host, vnics: [] },
      {},
      [
        'error: vNIC ae:7a:25:e5:9a:01: it is recorded, and its partition has none with this MAC address; heal it, or unplug it if it is not wanted any more',
        'vNIC ae:7a:25:e5:9a:01: plug it again as recorded',
      ],
    ],
    [
      'a partition that is gone',
      host,
      { partition: partitionUuid(9) },
      [
        'error: vNIC ae:7a:25:e5:9a:01: it is recorded, and the system does not have its partition; see where the partition has gone, and delete the record as an orphan if it is gone for good',
        'obstacle: the system does not have its partition',
      ],
    ],
    [
      'a plug that was cut off',
      host,
      { state: 'plugging' },
      [
        'warning: vNIC ae:7a:25:e5:9a:01: its plugging began and nothing tells how it ended; heal it, or repeat what was asked',
        'vNIC ae:7a:25:e5:9a:01: bring the plug or unplug that was cut off to its end',
      ],
    ],
    [
      'a dead device without room for another',
      {
        ...host,
        adapters: [{ ports: [{}] }, { ports: [{}] }],
        vnics: [{ ...pair, statuses: ['LINK_DOWN', 'OPERATIONAL'] }],
      },
      {},
      [
        'warning: vNIC ae:7a:25:e5:9a:01: 1 of its 2 devices is operational: the next fault cuts it off; mend its devices, each of which is named',
        `warning: vNIC ae:7a:25:e5:9a:01: its device on ${card}8-T1 through vios1 is LINK_DOWN; check the cable and the switch at ${card}8-T1`,
        expect.stringMatching(/^obstacle: network 'prod_net' has 2 ports, /),
      ],
    ],
  ])('tells of %s', (_, spec, change, expected) => {
    expect(told(spec, change)).toEqual(expected);
  });

  it('is the same whatever the order in which the host was learnt', () => {
    fc.assert(
      fc.property(arbitrarySickHost, (snapshot) => {
        const reversed: HostSnapshot = {
          ...snapshot,
          adapters: snapshot.adapters.toReversed(),
          vioses: snapshot.vioses.toReversed(),
          vnics: snapshot.vnics.toReversed(),
        };
        for (const vnic of snapshot.vnics.slice(0, 2)) {
          const given = { record: recordOf(vnic), reservations: [], cordons: [], means };
          expect(planHeal({ ...given, snapshot: reversed })).toEqual(planHeal({ ...given, snapshot }));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never leaves a vNIC with fewer sound devices than it had, or than are wanted, on the way', () => {
    let healed = 0;
    fc.assert(
      fc.property(arbitrarySickHost, fc.integer({ min: 1, max: 4 }), (snapshot, redundancy) => {
        for (const vnic of snapshot.vnics.slice(0, 2)) {
          const record = recordOf(vnic, { shape: { redundancy, redundancyPolicy: 'strict' } });
          const { plan, obstacle } = planHeal({ snapshot, record, reservations: [], cordons: [], means });
          const sound = new Set(
            vnic.devices
              .filter((device) => judgeDevice(device, settingOf(snapshot)) === undefined)
              .map(placeOf),
          );
          const all = new Set(vnic.devices.map(placeOf));
          const floor = Math.min(sound.size, redundancy);
          const steps = plan?.remedy.kind === 'change-devices' ? plan.remedy.steps : [];
          for (const { kind, device } of steps) {
            expect(all.has(placeOf(device))).toBe(kind !== 'add');
            if (kind === 'add') all.add(placeOf(device)) && sound.add(placeOf(device));
            if (kind === 'remove') all.delete(placeOf(device)) && sound.delete(placeOf(device));
            expect(sound.size).toBeGreaterThanOrEqual(floor);
            expect(all.size).toBeLessThanOrEqual(6);
          }
          healed += Number(steps.length > 0);
          if (obstacle === undefined && steps.length > 0) expect(sound.size).toBe(redundancy);
        }
      }),
      { numRuns: 300 },
    );
    expect(healed).toBeGreaterThan(100);
  });
});

/** Any device may be dead, and any may carry the traffic; all partitions run. */
const arbitrarySickHost = fc
  .tuple(
    arbitraryUsedHost,
    fc.infiniteStream(fc.constantFrom('OPERATIONAL', 'OPERATIONAL', 'LINK_DOWN', 'ADAPTER_ERROR')),
    fc.nat(),
  )
  .map(([snapshot, statuses, first]): HostSnapshot => {
    const [running] = buildHost({ partitions: [{}] }).partitions;
    if (running === undefined) throw new Error('the host has a partition');
    return {
      ...snapshot,
      partitions: snapshot.vnics.map(({ partitionUuid: uuid }) => ({ ...running, uuid })),
      vnics: snapshot.vnics.map((vnic) => ({
        ...vnic,
        devices: vnic.devices.map((device, index) => ({
          ...device,
          status: statuses.next().value,
          isActive: index === first % vnic.devices.length,
        })),
      })),
    };
  });

function settingOf(snapshot: HostSnapshot) {
  return { snapshot, partition: snapshot.partitions[0], network: 'prod_net' };
}

function placeOf({ adapterId, portId }: { readonly adapterId: number; readonly portId: number }): string {
  return `${adapterId}/${portId}`;
}
