import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, test } from 'vitest';
import { healMemory, healVnic, type MigrationRecord, reconcile, unplugVifs } from '../src/index.ts';
import {
  activePlace,
  devicesOf,
  healCase,
  holdsOf,
  kindsOf,
  liveWays,
  outcomesOf,
  vnicsIn,
} from './heal-case.ts';
import { activePort, approve, auto, missing, report } from './heal-rounds.ts';
import { macOf, noSignal } from './simulated-host.ts';

const mac = macOf(1);

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
    `failed: vNIC ${formatMacAddress(mac)} of partition lpar1 is not healed now: a migration of its partition has not finished`,
  ]);
  expect(ward.changes()).toEqual([]);
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
