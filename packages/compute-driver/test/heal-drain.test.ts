import { parseLocationCode, parseViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { changeDevices } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import {
  drainHost,
  endMaintenance,
  listMaintenance,
  planDrain,
  plugVifs,
  reconcile,
  startMaintenance,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import {
  activePlace,
  devicesOf,
  type HealCase,
  healCase,
  liveWays,
  look,
  vnicsIn,
  ways,
} from './heal-case.ts';
import { macOf, noSignal } from './simulated-host.ts';

const mac = macOf(1);

/** vNICs that truly have a device on the adapter with this location. */
function onAdapter({ simulator }: HealCase, location: string): readonly string[] {
  return vnicsIn(simulator)
    .filter(({ backingDevices }) =>
      backingDevices.some((device) => device.location?.startsWith(`${location}-`)),
    )
    .map((vnic) => vnic.mac);
}

describe.each(liveWays)('where $personality changes devices by $change', (way) => {
  test('an adapter is drained with every vNIC as redundant as before at each step', async () => {
    const ward = await healCase({ ...way, vnics: 3 });
    const { compute } = ward;
    const { adapter: place } = activePlace(ward, mac);
    const plan = await planDrain(compute, { place }, noSignal);
    expect(plan.vnics.map(({ mac: each }) => each)).toEqual(onAdapter(ward, place.location).toSorted());
    expect(plan.vnics.every(({ reducedTo, stays }) => reducedTo === undefined && stays === undefined)).toBe(
      true,
    );

    const steps: string[] = [];
    const report = await drainHost(
      compute,
      { place, plan: plan.id, onProgress: ({ step, made, of }) => steps.push(`${made}/${of} ${step.kind}`) },
      noSignal,
    );
    expect(report).toMatchObject({ failed: undefined, left: [], stays: [] });
    expect(steps.at(-1)).toBe(`${steps.length}/${steps.length} remove`);
    expect(onAdapter(ward, place.location)).toEqual([]);
    expect(Object.values(ward.fewest())).toEqual([2, 2, 2]);
    expect((await planDrain(compute, { place }, noSignal)).vnics).toEqual([]);
    await look(ward);
    expect((await reconcile(compute, {}, noSignal)).proposals).toEqual([]);
  });

  test('in maintenance nothing of a VIOS carries traffic; after it everything is as it was', async () => {
    const ward = await healCase({ ...way, vnics: 3 });
    const { compute, simulator } = ward;
    const before = vnicsIn(simulator);
    const { vios: place } = activePlace(ward, mac);
    const started = await startMaintenance(compute, { place, note: 'update' }, noSignal);
    expect(started).toMatchObject({ failed: [], remaining: [] });
    expect(started.moved.length).toBeGreaterThan(0);
    expect(listMaintenance(compute)).toEqual([{ cordon: { ...place, note: 'update' }, vnics: 3, active: 0 }]);
    expect(vnicsIn(simulator).map(({ backingDevices }) => backingDevices.length)).toEqual([2, 2, 2]);
    expect(Object.values(ward.fewest())).toEqual([2, 2, 2]);

    const again = await startMaintenance(compute, { place, note: 'update' }, noSignal);
    expect(again).toMatchObject({ moved: [], failed: [] });
    const ended = await endMaintenance(compute, { place }, noSignal);
    expect(ended.failed).toEqual([]);
    expect(vnicsIn(simulator)).toEqual(before);
    expect(listMaintenance(compute)).toEqual([]);
  });
});

test('without room elsewhere a drain says to how many devices a vNIC comes down, and keeps the last one', async () => {
  const ward = await healCase({ adapters: 1, vnics: 1 });
  const { compute, partition } = ward;
  const [port] = compute.host.snapshot().adapters[0]?.ports ?? [];
  if (port === undefined) throw new Error('the adapter has ports');
  const place = { kind: 'port', location: port.location } as const;
  const plan = await planDrain(compute, { place }, noSignal);
  expect(plan.vnics).toMatchObject([{ mac, reducedTo: 1, stays: undefined }]);
  await drainHost(compute, { place, plan: plan.id }, noSignal);
  expect(ward.fewest()).toEqual({ [mac]: 1 });
  expect(devicesOf(ward, mac)).toHaveLength(1);

  const other = {
    kind: 'port',
    location: compute.host.snapshot().adapters[0]?.ports[1]?.location ?? port.location,
  } as const;
  const last = await planDrain(compute, { place: other }, noSignal);
  expect(last.vnics).toMatchObject([{ mac, steps: [], stays: { kind: 'no-place' } }]);
  expect(partition('lpar1')).toBe(last.vnics[0]?.partitionUuid);
});

test('traffic that does not follow priorities is moved by hand and back', async () => {
  const ward = await healCase({ personality: 'hmc', change: 'cli' });
  const { compute, partition } = ward;
  const [first] = await look(ward);
  const [best] = first?.devices.toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0)) ?? [];
  if (best === undefined) throw new Error('the vNIC has devices');
  const standby = first?.devices.find((device) => device !== best) ?? best;
  const target = { partition: partition('lpar1'), mac };
  for (const device of [standby, best]) {
    await changeDevices(compute.host, { ...target, steps: [{ kind: 'activate', device }] }, noSignal);
  }
  const before = devicesOf(ward, mac);
  const { vios: place } = activePlace(ward, mac);
  expect(await startMaintenance(compute, { place, note: 'update' }, noSignal)).toMatchObject({
    failed: [],
    remaining: [],
  });
  expect(await endMaintenance(compute, { place }, noSignal)).toMatchObject({ failed: [] });
  expect(devicesOf(ward, mac)).toEqual(before);
});

test('a drain that ends after any of its steps is carried on after a restart', async () => {
  for (let lives = 1; ; lives += 1) {
    const ward = await healCase({ vnics: 2 });
    const { adapter: place } = activePlace(ward, mac);
    const plan = await planDrain(ward.compute, { place }, noSignal);
    const ending = new AbortController();
    const onProgress = ({ made }: { readonly made: number }): void => {
      if (made === lives) ending.abort();
    };
    const stopped = await drainHost(ward.compute, { place, plan: plan.id, onProgress }, ending.signal);
    const compute = await ward.restart();
    const rest = await planDrain(compute, { place }, noSignal);
    const report = await drainHost(compute, { place, plan: rest.id }, noSignal);
    expect(report).toMatchObject({ failed: undefined, left: [], stays: [] });
    expect(onAdapter(ward, place.location)).toEqual([]);
    expect(vnicsIn(ward.simulator).map(({ backingDevices }) => backingDevices.length)).toEqual([2, 2]);
    expect(Object.values(ward.fewest())).toEqual([2, 2]);
    if (stopped.failed === undefined) break;
  }
});

test('where devices are fixed a drain says so and does nothing; maintenance moves the traffic all the same', async () => {
  const [, , , fixed] = ways;
  const ward = await healCase({ ...fixed });
  const { compute, simulator } = ward;
  const before = vnicsIn(simulator);
  const { adapter: place } = activePlace(ward, mac);
  const plan = await planDrain(compute, { place }, noSignal);
  expect(plan.vnics).toMatchObject([{ steps: [], stays: { kind: 'devices-fixed' } }]);
  const started = await startMaintenance(compute, { place, note: 'update' }, noSignal);
  expect(started).toMatchObject({ failed: [], remaining: [] });
  await endMaintenance(compute, { place }, noSignal);
  expect(vnicsIn(simulator)).toEqual(before);
});

test('a drain by a plan that is not the plan any more does nothing', async () => {
  const ward = await healCase();
  const { compute, partition } = ward;
  const { adapter: place } = activePlace(ward, mac);
  const plan = await planDrain(compute, { place }, noSignal);
  await plugVifs(
    compute,
    { partition: partition('lpar2'), bindings: [bindingOf(2, { redundancy: 6 })] },
    noSignal,
  );
  ward.changes();
  await expect(drainHost(compute, { place, plan: plan.id }, noSignal)).rejects.toMatchObject({
    code: 'PLAN_OUTDATED',
    message: expect.stringMatching(
      /^adapter \S+ is not drained by plan \w{12}: the plan is \w{12} now; look at it again$/,
    ),
  });
  expect(ward.changes()).toEqual([]);
  expect(compute.host.cordons()).toEqual([]);
});

test('a drain stops at the first failure and tells what is done and what is left', async () => {
  const ward = await healCase({ vnics: 3, personality: 'novalink', change: 'rest' });
  const { compute, simulator } = ward;
  const { vios: place } = activePlace(ward, mac);
  const plan = await planDrain(compute, { place }, noSignal);
  const steps = plan.vnics[0]?.steps.length ?? 0;
  simulator.control.inject({ match: { method: 'POST' }, fault: 'redirect', location: '/', after: steps + 1 });
  const report = await drainHost(compute, { place, plan: plan.id }, noSignal);
  expect(report.done.map((vnic) => vnic.mac)).toEqual([macOf(1)]);
  expect(report.failed).toMatchObject({ vnic: { mac: macOf(2) }, made: 1 });
  expect(report.left.map((vnic) => vnic.mac)).toEqual([macOf(3)]);
  expect(Object.values(ward.fewest())).toEqual([2, 2, 2]);

  const rest = await planDrain(compute, { place }, noSignal);
  expect(rest.vnics.map((vnic) => vnic.mac)).toEqual([macOf(2), macOf(3)]);
});

test('what nobody recorded stays, unless the person who drains says otherwise', async () => {
  const ward = await healCase();
  const { compute, simulator } = ward;
  const all = await compute.records.vnics.list({}, noSignal);
  await compute.records.vnics.remove(all, noSignal);
  const before = vnicsIn(simulator);
  const { adapter: place } = activePlace(ward, mac);
  const plan = await planDrain(compute, { place }, noSignal);
  expect(plan.vnics).toMatchObject([{ mac, steps: [], stays: { kind: 'foreign' } }]);
  expect(await startMaintenance(compute, { place, note: 'update' }, noSignal)).toMatchObject({
    moved: [],
    remaining: [{ mac }],
  });
  expect(vnicsIn(simulator)).toEqual(before);

  const told = await planDrain(compute, { place, foreign: 'move' }, noSignal);
  await drainHost(compute, { place, foreign: 'move', plan: told.id }, noSignal);
  expect(onAdapter(ward, place.location)).toEqual([]);
  expect(ward.fewest()).toEqual({ [mac]: 2 });
  expect(await compute.records.vnics.list({}, noSignal)).toEqual([]);
});

test('a place that the host does not have is named with those that it has', async () => {
  const { compute } = await healCase({ vnics: 0 });
  const location = parseLocationCode('U78D3.001.WZS0001-P1-C9');
  await expect(planDrain(compute, { place: { kind: 'adapter', location } }, noSignal)).rejects.toMatchObject({
    code: 'ADAPTER_UNKNOWN',
    message:
      'system wards has no adapter U78D3.001.WZS0001-P1-C9; it has: U78D3.001.WZS0001-P1-C2, U78D3.001.WZS0001-P1-C3, U78D3.001.WZS0001-P1-C4',
  });
  const uuid = parseViosUuid('3443DB77-AED1-47ED-9AA5-3DB9C6CF0001');
  await expect(
    startMaintenance(compute, { place: { kind: 'vios', uuid }, note: '' }, noSignal),
  ).rejects.toMatchObject({
    code: 'VIOS_UNKNOWN',
    message: expect.stringContaining('it has: vios1 ('),
  });
});
