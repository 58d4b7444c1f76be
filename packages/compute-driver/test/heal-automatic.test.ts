import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import { explainHold, type HealReport, healMemory, watchHealth } from '../src/index.ts';
import { activePlace, devicesOf, healCase, holdsOf, outcomesOf, vnicsIn } from './heal-case.ts';
import { activePort, anHour, approve, auto } from './heal-rounds.ts';
import { macOf, noSignal } from './simulated-host.ts';

const mac = macOf(1);

describe('an automaton', () => {
  test('touches nothing when more than a tenth of the vNICs is sick, but one', async () => {
    const ward = await healCase({ vnics: 3 });
    const memory = healMemory({ grace: 0 });
    const { location } = activePlace(ward, mac);
    ward.simulator.control.failAdapter(location);
    ward.pass(2);
    const found = await auto(ward, memory);
    const sick = new Set(found.proposals.map(({ plan }) => plan.mac)).size;
    expect(sick).toBeGreaterThan(1);
    expect(found).toMatchObject({ breaker: { sick, of: 3 }, acts: [] });
    expect(found.proposals.map(({ hold }) => hold && explainHold(hold))).toEqual(
      found.proposals.map(
        () => 'too many vNICs of the host are sick at once, so that something else is wrong',
      ),
    );
    expect(ward.changes()).toEqual([]);

    const wide = healMemory({ grace: 0, breakerShare: 1 });
    expect(outcomesOf(await auto(ward, wide))).toEqual(found.proposals.map(() => 'healed'));
  });

  test('leaves what comes and goes alone for twice as long, up to a bound', async () => {
    const ward = await healCase();
    const memory = healMemory({ grace: 10 * 60_000, longestHold: 30 * 60_000 });
    const port = activePort(ward);
    const holds: (number | undefined)[] = [];
    for (let fall = 0; fall < 4; fall += 1) {
      ward.simulator.control.pullCable(port);
      ward.pass(2);
      const [{ hold } = { hold: undefined }] = (await auto(ward, memory)).proposals;
      holds.push(hold?.kind === 'grace' ? Math.round(hold.remaining / 60_000) : undefined);
      ward.simulator.control.plugCable(port);
      ward.pass(2);
      await auto(ward, memory);
    }
    expect(holds).toEqual([10, 20, 30, 30]);
    expect(ward.changes()).toEqual([]);
  });

  test.each(['adapter', 'vios'] as const)('leaves an %s in maintenance alone', async (kind) => {
    const ward = await healCase();
    const memory = healMemory({ grace: 0 });
    const place = activePlace(ward, mac);
    await ward.compute.host.cordon({ ...place[kind], note: 'new firmware' }, noSignal);
    ward.simulator.control.failAdapter(place.location);
    ward.pass(2);
    expect(holdsOf(await auto(ward, memory))).toEqual(['maintenance']);
    await ward.compute.host.uncordon(place[kind], noSignal);
    ward.pass(2);
    expect(outcomesOf(await auto(ward, memory))).toEqual(['healed']);
  });

  test('waits for RMC, begins the grace anew after a restart, and after it could not see', async () => {
    const ward = await healCase();
    const memory = healMemory();
    ward.simulator.control.failAdapter(activePlace(ward, mac).location);
    ward.simulator.control.setRmc('lpar1', 'inactive');
    ward.pass(40);
    await auto(ward, memory);
    ward.pass(40);
    expect(holdsOf(await auto(ward, memory))).toEqual(['partition']);
    ward.simulator.control.setRmc('lpar1', 'active');
    ward.pass(2);
    expect(holdsOf(await auto(ward, memory))).toEqual(['grace']);
    ward.pass(29);
    expect(holdsOf(await auto(ward, healMemory()))).toEqual(['grace']);

    ward.simulator.control.inject({ match: { method: 'GET' }, fault: 'drop-before', times: 1_000 });
    ward.pass(10);
    const blind = await auto(ward, memory);
    expect(blind).toMatchObject({ acts: [] });
    expect(blind.blind).toBeDefined();
    ward.simulator.control.clearFaults();
    ward.pass(10);
    expect(holdsOf(await auto(ward, memory))).toEqual(['grace']);
    ward.pass(31);
    expect(outcomesOf(await auto(ward, memory))).toEqual(['healed']);
  });

  test('stops at the first failure, tries the others in the next round, and the failed one after a while', async () => {
    const ward = await healCase({ vnics: 2, adapters: 4, personality: 'novalink', change: 'rest' });
    const memory = healMemory({ grace: 0, breakerShare: 1 });
    for (const { backingDevices } of vnicsIn(ward.simulator)) {
      const device = backingDevices.find(({ isActive }) => isActive);
      ward.simulator.control.pullCable(device?.location ?? '');
    }
    ward.pass(2);
    ward.simulator.control.inject({ match: { method: 'POST' }, fault: 'redirect', location: '/' });
    const [first, ...rest] = outcomesOf(await auto(ward, memory));
    expect(first).toMatch(/^failed: /);
    expect(rest).toEqual([]);
    ward.pass(2);
    const next = await auto(ward, memory);
    expect(outcomesOf(next)).toEqual(['healed']);
    expect(holdsOf(next)).toEqual(['back-off', undefined]);
    ward.pass(5);
    expect(outcomesOf(await auto(ward, memory))).toEqual(['healed']);
    expect(ward.fewest()).toEqual({ [macOf(1)]: 1, [macOf(2)]: 1 });
  });

  test('never touches what nobody recorded', async () => {
    const ward = await healCase({ vnics: 2 });
    const [foreign] = await ward.compute.records.vnics.list({}, noSignal);
    if (foreign === undefined) throw new Error('two vNICs are recorded');
    await ward.compute.records.vnics.remove([foreign], noSignal);
    const before = devicesOf(ward, foreign.mac);
    const memory = healMemory({ grace: 0, breakerShare: 1 });
    for (const location of new Set(before.map((device) => device.split(/[* -]/).find(Boolean)))) {
      ward.simulator.control.failAdapter(`U78D3.001.WZS0001-P1-${location ?? ''}`);
      break;
    }
    const rounds = await anHour(ward, memory);
    expect(rounds[0]?.findings).toContainEqual(
      expect.objectContaining({ mac: foreign.mac, severity: 'info', fault: { kind: 'foreign' } }),
    );
    const named = rounds.flatMap(({ proposals, acts }) =>
      [...proposals, ...acts].map(({ plan }) => plan.mac),
    );
    expect(named).not.toContain(foreign.mac);
    expect(devicesOf(ward, foreign.mac).map(placeOnly)).toEqual(before.map(placeOnly));
  });
});

test('nothing is read or done while the console is away; after missed events the host is read whole first', async () => {
  const ward = await healCase();
  const memory = healMemory({ grace: 0 });
  const { upkeep } = ward.compute.host;
  ward.simulator.control.failAdapter(activePlace(ward, mac).location);
  const cause = new PowerVmError('SERVER_FAILED', 'no route to the console');
  upkeep.take({ kind: 'resync', why: 'POLL_FAILED', cause });
  ward.simulator.control.resetCounters();
  expect(await auto(ward, memory)).toMatchObject({ blind: 'the console is away', acts: [] });
  await expect(approve(ward, '123456789abc')).rejects.toMatchObject({
    code: 'VIEW_UNKNOWN',
    message: 'nothing on system wards is healed: the console is away; try again',
  });
  expect(ward.simulator.control.counters().requests).toEqual({});

  upkeep.take({ kind: 'resync', why: 'MISSING_EVENTS' });
  const found = await auto(ward, memory);
  expect(found.blind).toBeUndefined();
  expect(outcomesOf(found)).toEqual(['healed']);
});

test('health is watched in rounds until it is given up', async () => {
  const ward = await healCase();
  const ending = new AbortController();
  const reports: HealReport[] = [];
  ward.simulator.control.failAdapter(activePlace(ward, mac).location);
  const onReport = (each: HealReport): void => {
    reports.push(each);
    if (each.acts.length > 0) ending.abort();
  };
  await watchHealth(ward.compute, { policy: 'auto', onReport }, ending.signal);
  expect(reports.flatMap(outcomesOf)).toEqual(['healed']);
  expect(reports).toHaveLength(33);
});

function placeOnly(device: string): string {
  return device.replace('*', '').split(' ').slice(0, 2).join(' ');
}
