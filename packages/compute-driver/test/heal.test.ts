import { deleteVnic } from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import { finishInterrupted, healMemory, powerOff, powerOn } from '../src/index.ts';
import {
  activePlace,
  devicesOf,
  healCase,
  holdsOf,
  kindsOf,
  liveWays,
  look,
  outcomesOf,
  viosName,
  vnicsIn,
} from './heal-case.ts';
import { activePort, anHour, approve, auto, report } from './heal-rounds.ts';
import { macOf, noSignal } from './simulated-host.ts';

const mac = macOf(1);

describe.each(liveWays)('where $personality changes devices by $change', (way) => {
  test('a lost adapter is reported, healed on approval, and nothing moves back when it returns', async () => {
    const ward = await healCase(way);
    const { location } = activePlace(ward, mac);
    ward.simulator.control.failAdapter(location);
    ward.pass(2);
    const found = await report(ward);
    expect(kindsOf(found)).toContain('device-not-operational');
    expect(ward.changes()).toEqual([]);
    const [{ id } = { id: '' }] = found.proposals;
    const healed = await approve(ward, id);
    expect(outcomesOf(healed)).toEqual(['healed']);
    expect(ward.fewest()[mac]).toBeGreaterThanOrEqual(1);
    const after = devicesOf(ward, mac);
    expect(after.map((device) => device.split(' ').at(-1))).toEqual(['OPERATIONAL', 'OPERATIONAL']);

    ward.simulator.control.returnAdapter(location);
    ward.pass(2);
    expect((await report(ward)).proposals).toEqual([]);
    expect(devicesOf(ward, mac)).toEqual(after);
  });

  test('an adapter that is back within the grace is left alone; one that stays away is healed after it', async () => {
    const ward = await healCase(way);
    const memory = healMemory();
    const before = devicesOf(ward, mac);
    const { location } = activePlace(ward, mac);
    ward.simulator.control.failAdapter(location);
    ward.pass(2);
    expect(holdsOf(await auto(ward, memory))).toEqual(['grace']);
    ward.pass(4);
    ward.simulator.control.returnAdapter(location);
    expect(holdsOf(await auto(ward, memory))).toEqual(['adapter-starting']);
    ward.pass(2);
    expect((await auto(ward, memory)).proposals).toEqual([]);
    expect(devicesOf(ward, mac)).toEqual(before);

    const other = await healCase(way);
    other.simulator.control.failAdapter(activePlace(other, mac).location);
    const rounds = await anHour(other, healMemory());
    expect(rounds.flatMap(outcomesOf)).toEqual(['healed']);
    expect(rounds.map(holdsOf)).toEqual([['grace'], ['grace'], ['grace'], [undefined], [], []]);
  });

  test('a VIOS that is off is healed around, one that starts is waited for', async () => {
    const ward = await healCase(way);
    const memory = healMemory({ grace: 0 });
    const name = viosName(ward, activePlace(ward, mac).vios);
    ward.simulator.control.stopVios(name);
    ward.simulator.control.startVios(name);
    ward.simulator.control.pullCable(activePort(ward));
    await look(ward);
    expect(holdsOf(await auto(ward, memory))).toEqual(['vios-starting']);
    expect(ward.changes()).toEqual([]);

    ward.simulator.control.stopVios(name);
    ward.pass(2);
    expect(outcomesOf(await auto(ward, memory))).toEqual(['healed']);
    expect(devicesOf(ward, mac).every((device) => device.endsWith('OPERATIONAL'))).toBe(true);
    expect(devicesOf(ward, mac).some((device) => device.includes(name))).toBe(false);
  });

  test('a vNIC that somebody removed is plugged again in its slot', async () => {
    const ward = await healCase(way);
    const [before] = ward.compute.host.snapshot().vnics;
    const { compute, partition } = ward;
    const { session } = compute.host;
    if (before === undefined) throw new Error('the vNIC is there');
    await deleteVnic(session, partition('lpar1'), before.uuid, noSignal);
    ward.pass(2);
    const found = await report(ward);
    expect(kindsOf(found)).toEqual(['vnic-missing']);
    expect(outcomesOf(await approve(ward, found.proposals[0]?.id ?? ''))).toEqual(['healed']);
    expect(vnicsIn(ward.simulator)).toMatchObject([{ mac, slot: before.slot }]);
  });
});

test('where devices are fixed a vNIC is healed when its partition is off, in its slot and VLAN', async () => {
  const ward = await healCase({ personality: 'novalink', change: 'none' });
  const [before] = vnicsIn(ward.simulator);
  const memory = healMemory({ grace: 0 });
  ward.simulator.control.failAdapter(activePlace(ward, mac).location);
  ward.pass(2);
  expect(holdsOf(await auto(ward, memory))).toEqual(['needs-power-off']);
  const [{ id } = { id: '' }] = (await report(ward)).proposals;
  expect(outcomesOf(await approve(ward, id))).toEqual([
    expect.stringContaining('its partition runs, and this is done while it is off'),
  ]);
  expect(ward.changes()).toEqual([]);

  await powerOff(ward.compute, ward.partition('lpar1'), { how: 'immediate' }, noSignal);
  ward.pass(2);
  expect(outcomesOf(await auto(ward, memory))).toEqual(['healed']);
  const [after] = vnicsIn(ward.simulator);
  expect(after).toMatchObject({ mac, slot: before?.slot, portVlanId: before?.portVlanId });
  await powerOn(ward.compute, ward.partition('lpar1'), noSignal);
  expect(devicesOf(ward, mac).map((device) => device.split(' ').at(-1))).toEqual([
    'OPERATIONAL',
    'OPERATIONAL',
  ]);
  ward.pass(2);
  expect((await report(ward)).proposals).toEqual([]);
});

test('a replacement that ends between its two halves is made good by whoever comes next, whatever the policy', async () => {
  const ward = await healCase({ personality: 'novalink', change: 'none' });
  const memory = healMemory({ grace: 0, backOff: 0 });
  const [before] = vnicsIn(ward.simulator);
  await powerOff(ward.compute, ward.partition('lpar1'), { how: 'immediate' }, noSignal);
  ward.simulator.control.failAdapter(activePlace(ward, mac).location);
  ward.pass(2);
  ward.simulator.control.inject({ match: { method: 'PUT' }, fault: 'redirect', location: '/', times: 9 });
  expect(outcomesOf(await auto(ward, memory))).toEqual([expect.stringMatching(/^failed: /)]);
  expect(vnicsIn(ward.simulator)).toEqual([]);
  ward.simulator.control.clearFaults();
  const compute = await ward.restart();
  expect(kindsOf(await report({ ...ward, compute }))).toEqual(['interrupted']);
  expect(await finishInterrupted(compute, noSignal)).toMatchObject([{ outcome: 'plugged' }]);
  expect(vnicsIn(ward.simulator)).toMatchObject([{ mac, slot: before?.slot }]);
  expect(kindsOf(await report({ ...ward, compute }))).toEqual([]);
});

test.each(['adapter', 'VIOS'])(
  'where devices are fixed an %s that comes back leaves nothing to do',
  async (what) => {
    const ward = await healCase({ personality: 'novalink', change: 'none' });
    const { control } = ward.simulator;
    const before = devicesOf(ward, mac);
    const { location, vios } = activePlace(ward, mac);
    const name = viosName(ward, vios);
    if (what === 'VIOS') control.stopVios(name);
    else control.failAdapter(location);
    ward.pass(2);
    const memory = healMemory({ grace: 0 });
    expect(holdsOf(await auto(ward, memory))).toEqual(['needs-power-off']);
    if (what === 'VIOS') control.startVios(name);
    else control.returnAdapter(location);
    ward.pass(2);
    expect(await auto(ward, memory)).toMatchObject({ proposals: [], acts: [] });
    expect(devicesOf(ward, mac)).toEqual(before);
    expect(ward.changes()).toEqual([]);
  },
);

test('a host that has not changed costs no request but the conditional ones of an old view', async () => {
  const ward = await healCase({ vnics: 2 });
  ward.simulator.control.resetCounters();
  expect(await report(ward)).toMatchObject({ findings: [], proposals: [] });
  expect(ward.simulator.control.counters().requests).toEqual({});
});
