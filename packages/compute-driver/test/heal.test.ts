import { deleteVnic, PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import {
  explainHold,
  type HealMemory,
  type HealReport,
  healMemory,
  healVnic,
  type MigrationRecord,
  powerOff,
  powerOn,
  reconcile,
  unplugVifs,
  watchHealth,
} from '../src/index.ts';
import {
  activePlace,
  devicesOf,
  type HealCase,
  healCase,
  holdsOf,
  kindsOf,
  liveWays,
  look,
  outcomesOf,
  viosName,
  vnicsIn,
} from './heal-case.ts';
import { macOf, noSignal } from './simulated-host.ts';

const mac = macOf(1);

function report({ compute }: HealCase): Promise<HealReport> {
  return reconcile(compute, {}, noSignal);
}

function auto({ compute }: HealCase, memory: HealMemory): Promise<HealReport> {
  return reconcile(compute, { policy: { kind: 'auto', memory } }, noSignal);
}

function approve({ compute }: HealCase, ...plans: readonly string[]): Promise<HealReport> {
  return reconcile(compute, { policy: { kind: 'approve', plans } }, noSignal);
}

/** A round each ten minutes, as long as an hour. */
async function anHour(ward: HealCase, memory: HealMemory): Promise<readonly HealReport[]> {
  const reports: HealReport[] = [];
  for (let round = 0; round < 6; round += 1) {
    ward.pass(10);
    reports.push(await auto(ward, memory));
  }
  return reports;
}

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

test('a replacement that ends between its two halves is made good by the next round', async () => {
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
  const found = await auto({ ...ward, compute }, memory);
  expect(kindsOf(found)).toEqual(['vnic-missing']);
  expect(outcomesOf(found)).toEqual(['healed']);
  expect(vnicsIn(ward.simulator)).toMatchObject([{ mac, slot: before?.slot }]);
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

test('a partition whose migration has not finished is left alone, by everybody', async () => {
  const ward = await healCase();
  const { compute, partition } = ward;
  const { system } = compute.host;
  ward.simulator.control.failAdapter(activePlace(ward, mac).location);
  ward.pass(2);
  const [{ id } = missing()] = (await report(ward)).proposals;
  const migration = {
    ...{ id: 'move-1', kind: 'live', driver: 'nova', phase: 'moving', source: system, target: system },
    ...{ partition: partition('lpar1'), partitionName: 'lpar1', instance: undefined, spec: undefined },
    ...{ vnics: [], job: undefined, fencing: undefined, failure: undefined, startedAt: '', changedAt: '' },
  } as const satisfies MigrationRecord;
  await compute.records.migrations.put([migration], noSignal);
  expect(holdsOf(await auto(ward, healMemory({ grace: 0 })))).toEqual(['migrating']);
  expect(outcomesOf(await approve(ward, id))).toEqual([
    `failed: vNIC ${mac} of partition ${partition('lpar1')} is not healed now: a migration of its partition has not finished`,
  ]);
  expect(ward.changes()).toEqual([]);
});

describe('a person', () => {
  test('approves what was shown, and nothing that has changed since', async () => {
    const ward = await healCase();
    ward.simulator.control.pullCable(activePort(ward));
    ward.pass(2);
    const [{ id, plan } = missing()] = (await report(ward)).proposals;
    ward.simulator.control.plugCable(
      vnicsIn(ward.simulator)[0]?.backingDevices.find(({ status }) => status !== 'OPERATIONAL')?.location ??
        '',
    );
    ward.pass(2);
    await expect(approve(ward, id)).rejects.toMatchObject({
      code: 'PLAN_OUTDATED',
      message: `nothing on system wards is healed: of the plans made now (none) none is ${id}; look at it again`,
    });
    const request = { partition: plan.partitionUuid, mac, plan: id, heeds: 'hindrances' } as const;
    await expect(healVnic(ward.compute, request, noSignal)).rejects.toMatchObject({
      code: 'PLAN_OUTDATED',
      message: expect.stringContaining('nothing is to be healed now'),
    });
    expect(ward.changes()).toEqual([]);
  });

  test('who unplugs while it is healed has his way', async () => {
    const ward = await healCase();
    const { compute } = ward;
    ward.simulator.control.failAdapter(activePlace(ward, mac).location);
    ward.pass(2);
    const [{ id } = missing()] = (await report(ward)).proposals;
    const partition = ward.partition('lpar1');
    let unplugged: Promise<unknown> = Promise.resolve();
    const healing = healVnic(
      compute,
      {
        ...{ partition, mac, plan: id, heeds: 'hindrances' },
        onStep: () => {
          unplugged = unplugVifs(compute, { partition, macs: [mac] }, noSignal);
        },
      },
      noSignal,
    );
    await expect(healing).rejects.toMatchObject({ code: 'RECORD_DIFFERS' });
    await unplugged;
    expect(vnicsIn(ward.simulator)).toEqual([]);
    expect(await compute.records.vnics.list({}, noSignal)).toEqual([]);
  });
});

test('a host that has not changed costs no request but the conditional ones of an old view', async () => {
  const ward = await healCase({ vnics: 2 });
  ward.simulator.control.resetCounters();
  expect(await report(ward)).toMatchObject({ findings: [], proposals: [] });
  expect(ward.simulator.control.counters().requests).toEqual({});
});

test('of what was cut off half way the approved is brought to its end, and no other', async () => {
  const ward = await healCase({ vnics: 2 });
  const { compute } = ward;
  const records = await compute.records.vnics.list({}, noSignal);
  const cut = records.map((record) => ({ ...record, state: 'unplugging' as const }));
  await compute.records.vnics.put(cut, noSignal);
  const found = await report(ward);
  expect(kindsOf(found)).toEqual(['interrupted']);
  const [{ id, plan } = missing()] = found.proposals;
  expect(outcomesOf(await approve(ward, id))).toEqual(['healed']);
  expect(vnicsIn(ward.simulator).map((vnic) => vnic.mac)).toEqual([macOf(2)]);
  expect(plan.mac).toBe(macOf(1));
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

function missing(): never {
  throw new Error('a plan was made');
}

function activePort({ simulator }: HealCase): string {
  const device = vnicsIn(simulator)[0]?.backingDevices.find(({ isActive }) => isActive);
  return device?.location ?? '';
}

test.each(liveWays)(
  'a heal that ends after any of its steps is carried on after a restart ($personality, $change)',
  async (way) => {
    for (let lives = 1; ; lives += 1) {
      const ward = await healCase(way);
      ward.simulator.control.failAdapter(activePlace(ward, mac).location);
      ward.pass(2);
      const [{ id, plan } = missing()] = (await report(ward)).proposals;
      const ending = new AbortController();
      let made = 0;
      const onStep = (): void => {
        made += 1;
        if (made === lives) ending.abort();
      };
      const request = { partition: plan.partitionUuid, mac, plan: id, heeds: 'hindrances', onStep } as const;
      await healVnic(ward.compute, request, ending.signal).catch(() => undefined);
      const compute = await ward.restart();
      const found = await reconcile(compute, {}, noSignal);
      await approve({ ...ward, compute }, ...found.proposals.map((proposal) => proposal.id));
      expect(devicesOf(ward, mac).map((device) => device.split(' ').at(-1))).toEqual(
        Array.from({ length: 2 }, () => 'OPERATIONAL'),
      );
      expect(ward.fewest()).toEqual({ [mac]: 1 });
      expect((await reconcile(compute, {}, noSignal)).proposals).toEqual([]);
      if (made < lives) break;
    }
  },
);
