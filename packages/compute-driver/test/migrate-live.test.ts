import { readLogicalPartition } from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import {
  abortMigration,
  acceptMigration,
  checkCanMigrateDestination,
  checkSource,
  type HostError,
  holdPromisedRoom,
  liveMigration,
  memoryRecordStore,
  migrateLive,
  offerPartition,
  plugVifs,
  postAtDestination,
  postAtSource,
  preLiveMigration,
  recoverMigration,
  resumeMigration,
  rollbackAtDestination,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import { plugTwo, type SimulatedPair, simulatedPair, smallPair } from './migrate-pair.ts';
import { noSignal } from './simulated-host.ts';

async function guestWithTwo(askedBy?: string) {
  const pair = await simulatedPair({ world: smallPair });
  const sides = await pair.open(askedBy);
  const partition = pair.partition('guest1');
  await plugTwo(sides.source, partition);
  return { pair, sides, partition };
}

const to = { systemName: 'right-9009-42A' };

function failureOf(promise: Promise<unknown>): Promise<HostError> {
  return promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: HostError) => error,
  );
}

async function phaseOf({ records }: SimulatedPair): Promise<string | undefined> {
  return (await records.migrations.list({}, noSignal))[0]?.phase;
}

describe('a live migration', () => {
  test('carries the partition over, and what is recorded of it', async () => {
    const pair = await simulatedPair();
    const sides = await pair.open();
    const partition = pair.partition('guest1');
    await plugTwo(sides.source, partition);
    pair.control.openVterm('guest1');
    const before = pair.vnics();
    const progress: (number | undefined)[] = [];
    const { record, findings, missing } = await migrateLive(
      sides,
      { partition, onProgress: (fraction) => progress.push(fraction) },
      noSignal,
    );
    expect(record).toMatchObject({
      kind: 'live',
      driver: 'operator',
      phase: 'done',
      partitionName: 'guest1',
    });
    expect({ findings, missing }).toEqual({ findings: [], missing: [] });
    expect(pair.vnics()).toEqual(before.map((line) => line.replace('left', 'right')));
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
    expect(progress).toContain(0.5);
    expect(sides.target.host.reservations()).toEqual([]);
  });

  test('goes call by call as Nova makes them, and each may be made again', async () => {
    const { pair, sides, partition } = await guestWithTwo('nova');
    const { source, target } = sides;
    const twice = async <Result>(call: () => Promise<Result>): Promise<Result> => {
      await call();
      return await call();
    };
    await twice(() => checkCanMigrateDestination(source, target, { partition }, noSignal));
    const offer = await twice(() => checkSource(source, partition, noSignal));
    const prepared = await twice(() => preLiveMigration(target, { offer, id: 'nova-1' }, noSignal));
    expect(prepared).toMatchObject({
      id: 'nova-1',
      driver: 'nova',
      phase: 'prepared',
      instance: 'instance-1',
    });
    expect(target.host.reservations()).toHaveLength(2);
    expect(await resumeMigration([target], 'nova-1', noSignal)).toEqual(prepared);
    expect(await twice(() => liveMigration(source, { id: 'nova-1', to }, noSignal))).toMatchObject({
      phase: 'moved',
    });
    expect(await twice(() => postAtSource(source, 'nova-1', noSignal))).toMatchObject({
      phase: 'confirming',
    });
    const { record } = await twice(() => postAtDestination(target, 'nova-1', noSignal));
    expect(record.phase).toBe('done');
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
  });

  test('goes between agents that keep records of their own, each step bringing the record along', async () => {
    const { pair, sides, partition } = await guestWithTwo('nova');
    const [source, target] = [sides.source, { ...sides.target, records: memoryRecordStore() }];
    const offer = structuredClone(await checkSource(source, partition, noSignal));
    const prepared = await preLiveMigration(target, { offer, id: 'nova-1' }, noSignal);
    expect((await failureOf(liveMigration(source, { id: 'nova-1', to }, noSignal))).code).toBe(
      'MIGRATION_UNKNOWN',
    );
    await acceptMigration(source, prepared, noSignal);
    await liveMigration(source, { id: 'nova-1', to }, noSignal);
    const cleared = await postAtSource(source, 'nova-1', noSignal);
    expect(await acceptMigration(target, cleared, noSignal)).toEqual(cleared);
    expect(await acceptMigration(target, prepared, noSignal)).toEqual(cleared);
    await postAtDestination(target, 'nova-1', noSignal);
    expect(await pair.wanted()).toEqual([]);
    const wanted = await target.records.vnics.list({}, noSignal);
    expect(wanted.map(({ system, mac, state }) => [system, mac, state])).toEqual([
      [target.host.system, 'FA163E000001', 'plugged'],
      [target.host.system, 'FA163E000002', 'plugged'],
    ]);
    const other = { ...prepared, partition: pair.partition('guest2') };
    expect((await failureOf(acceptMigration(target, other, noSignal))).code).toBe('MIGRATION_UNKNOWN');
  });

  test('belongs to who began it', async () => {
    const { pair, sides, partition } = await guestWithTwo('nova');
    const offer = await offerPartition(sides.source, partition, noSignal);
    await preLiveMigration(sides.target, { offer, id: 'nova-1' }, noSignal);
    const operator = await pair.open('operator root');
    const refused = await failureOf(rollbackAtDestination(operator.target, 'nova-1', noSignal));
    expect(refused).toMatchObject({
      code: 'MIGRATION_PHASE',
      message:
        'live migration nova-1 of partition guest1 is driven by nova, and operator root asked for rolling the target back: nothing was done; let nova go on with it',
    });
    expect((await failureOf(postAtSource(sides.source, 'nova-1', noSignal))).code).toBe('MIGRATION_PHASE');
    const second = await failureOf(preLiveMigration(operator.target, { offer }, noSignal));
    expect(second).toMatchObject({
      code: 'MIGRATION_UNDER_WAY',
      message:
        'live migration nova-1 of partition guest1 has only been prepared: wait for it, or resume it before another one begins',
    });
  });
});

describe('a live migration that fails', () => {
  test('on the target, is told every reason before anything is touched', async () => {
    const { pair, sides, partition } = await guestWithTwo();
    pair.control.setRmc('guest1', 'inactive');
    pair.control.pullCable('U78D3.001.WZS0002-P1-C3-T1');
    const truth = pair.truth();
    const refused = await failureOf(migrateLive(sides, { partition }, noSignal));
    expect(refused.code).toBe('MIGRATION_REFUSED');
    expect(refused.explanation).toEqual(
      expect.arrayContaining([
        "the RMC connection of the partition is 'inactive': a live migration needs it active; mend its management network or wait some minutes after a boot",
        `2 vNICs of the partition on right-9009-42A: all fit, some with fewer devices, which has to be allowed when the migration starts`,
      ]),
    );
    expect(pair.truth()).toEqual(truth);
    expect(await phaseOf(pair)).toBeUndefined();
    expect(sides.target.host.reservations()).toEqual([]);
  });

  test.each(['validate', 'start'] as const)('at %s, leaves both systems as they were', async (at) => {
    const { pair, sides, partition } = await guestWithTwo();
    pair.control.failNextMigration('guest1', { at, reason: 'no reason at all' });
    const [truth, wanted] = [pair.truth(), await pair.wanted()];
    const refused = await failureOf(migrateLive(sides, { partition }, noSignal));
    expect(refused.code).toBe(at === 'validate' ? 'MIGRATION_REFUSED' : 'MIGRATION_FAILED');
    expect(refused.message).toContain('no reason at all');
    expect(await phaseOf(pair)).toBe('rolled-back');
    expect(pair.truth()).toEqual(truth);
    expect(await pair.wanted()).toEqual(wanted);
    expect(sides.target.host.reservations()).toEqual([]);
  });

  test.each([
    ['half', 'left', 'rolled-back'],
    ['end', 'right', 'done'],
  ] as const)('at %s, waits to be recovered, and is then on the %s', async (at, side, phase) => {
    const { pair, sides, partition } = await guestWithTwo();
    const before = pair.vnics();
    pair.control.failNextMigration('guest1', { at, reason: 'the mover died', needsForce: true });
    const failed = await failureOf(migrateLive(sides, { partition }, noSignal));
    expect(failed).toMatchObject({ code: 'MIGRATION_FAILED' });
    expect(failed.message).toMatch(/failed half way: .*the mover died.*; recover it before anything else/);
    expect(await phaseOf(pair)).toBe('needs-recovery');
    expect(sides.target.host.reservations()).toHaveLength(2);
    const [record] = await pair.records.migrations.list({}, noSignal);
    const id = record?.id ?? '';
    expect((await resumeMigration([sides.source, sides.target], id, noSignal)).phase).toBe('needs-recovery');
    const both = [sides.source, sides.target] as const;
    const stays = await failureOf(recoverMigration(both, { id }, noSignal));
    expect(stays.message).toMatch(/was not recovered: .*recover it by force$/);
    expect(await phaseOf(pair)).toBe('needs-recovery');
    expect(await recoverMigration(both, { id, force: true }, noSignal)).toMatchObject({ phase });
    expect(pair.vnics()).toEqual(before.map((line) => line.replace('left', side)));
    expect(await pair.wanted()).toEqual([`${side} FA163E000001 plugged`, `${side} FA163E000002 plugged`]);
    expect(sides.target.host.reservations()).toEqual([]);
  });

  test('in the hands of Nova is recovered by an operator, who goes on with it', async () => {
    const { pair, sides, partition } = await guestWithTwo('nova');
    const offer = await checkSource(sides.source, partition, noSignal);
    await preLiveMigration(sides.target, { offer, id: 'nova-1' }, noSignal);
    pair.control.failNextMigration('guest1', { at: 'half' });
    await failureOf(liveMigration(sides.source, { id: 'nova-1', to }, noSignal));
    const operator = await pair.open('operator root');
    const recovered = await recoverMigration([operator.target, operator.source], { id: 'nova-1' }, noSignal);
    expect(recovered).toMatchObject({ driver: 'operator', phase: 'rolled-back' });
  });
});

describe('a live migration under way', () => {
  test('is called back, and both systems are as they were', async () => {
    const { pair, sides, partition } = await guestWithTwo();
    const [truth, both] = [pair.truth(), [sides.source, sides.target] as const];
    let calledBack: Promise<unknown> | undefined;
    const failed = await failureOf(
      migrateLive(
        sides,
        {
          partition,
          id: 'm-1',
          onProgress: (fraction) => {
            if (fraction === 0.25) calledBack ??= abortMigration(both, 'm-1', noSignal);
          },
        },
        noSignal,
      ),
    );
    expect(failed.message).toContain('was stopped');
    expect(await calledBack).toMatchObject({ phase: 'rolled-back' });
    expect(pair.truth()).toEqual(truth);
    const late = await failureOf(abortMigration(both, 'm-1', noSignal));
    expect(late.code).toBe('MIGRATION_PHASE');
  });

  test('is followed by another process after a restart of the console', async () => {
    const { pair, sides, partition } = await guestWithTwo();
    const giveUp = new AbortController();
    const left = await failureOf(
      migrateLive(
        sides,
        { partition, id: 'm-1', onProgress: (fraction) => fraction === 0.5 && giveUp.abort() },
        giveUp.signal,
      ),
    );
    expect(left.code).toBe('ABORTED');
    expect(await phaseOf(pair)).toBe('moving');
    pair.control.restartConsole();
    const { source, target } = await pair.open();
    expect(await resumeMigration([source, target], 'm-1', noSignal)).toMatchObject({ phase: 'done' });
    const moved = await readLogicalPartition(
      target.host.session,
      { system: target.host.system, partition },
      noSignal,
    );
    expect(moved.values.partitionState).toBe('running');
  });
});

describe('room on the target', () => {
  test('is never promised twice, not to two migrations, nor to a plug, nor after a restart', async () => {
    const pair = await simulatedPair({ world: smallPair });
    const sides = await pair.open();
    const { source, target } = sides;
    for (const [index, name] of ['guest1', 'guest2', 'guest3'].entries()) {
      const bindings = [1, 2].map((each) => bindingOf(10 * index + each));
      if (index === 2) bindings.pop();
      await plugVifs(source, { partition: pair.partition(name), bindings }, noSignal);
    }
    const offers = await Promise.all(
      ['guest1', 'guest2', 'guest3'].map((name) => offerPartition(source, pair.partition(name), noSignal)),
    );
    const [first, second, third] = offers;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three offers');
    const settled = await Promise.allSettled(
      [first, second, third].map((offer) => preLiveMigration(target, { offer }, noSignal)),
    );
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const held = target.host.reservations().map(({ mac }) => mac);
    expect(held).toHaveLength(4);

    const restarted = await pair.open();
    await holdPromisedRoom(restarted.target, noSignal);
    await holdPromisedRoom(restarted.target, noSignal);
    expect(
      restarted.target.host
        .reservations()
        .map(({ mac }) => mac)
        .toSorted(),
    ).toEqual(held.toSorted());
    const late = await failureOf(preLiveMigration(restarted.target, { offer: third }, noSignal));
    expect(late.code).toBe('MIGRATION_REFUSED');
    const plug = { partition: pair.partition('native'), bindings: [bindingOf(30)] };
    expect(await failureOf(plugVifs(restarted.target, plug, noSignal))).toMatchObject({
      code: 'PLACEMENT_INFEASIBLE',
    });
    expect(await failureOf(plugVifs(target, plug, noSignal))).toMatchObject({ code: 'PLACEMENT_INFEASIBLE' });
  });

  test('that is short is accepted when somebody says so, and found on arrival', async () => {
    const { pair, sides, partition } = await guestWithTwo();
    pair.control.pullCable('U78D3.001.WZS0002-P1-C3-T1');
    const furtherParameters = { VNICRedundancyOverride: '2' };
    const { record, findings, missing } = await migrateLive(
      sides,
      { partition, allowReduced: true, to: { furtherParameters } },
      noSignal,
    );
    expect(record.phase).toBe('done');
    expect(missing).toEqual([]);
    expect(findings.filter(({ fault }) => fault.kind === 'fewer-devices').map(({ mac }) => mac)).toEqual([
      'FA163E000001',
      'FA163E000002',
    ]);
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
  });
});
