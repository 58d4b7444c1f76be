import { deletePartition } from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import {
  arriveAtTarget,
  confirmColdMigration,
  createPartition,
  type HostError,
  leaveSource,
  migrateCold,
  offerPartition,
  plugVifs,
  powerOn,
  prepareColdMigration,
  resumeMigration,
  revertAtSource,
  revertAtTarget,
  revertColdMigration,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import { coldSpec, plugTwo, simulatedPair, smallPair } from './migrate-pair.ts';
import { noSignal } from './simulated-host.ts';

async function oneOfOurs(askedBy?: string) {
  const pair = await simulatedPair({ world: smallPair });
  const sides = await pair.open(askedBy);
  const { partition } = await createPartition(sides.source, { spec: coldSpec }, noSignal);
  await plugTwo(sides.source, partition);
  await powerOn(sides.source, partition, noSignal);
  // By then it has RMC.
  pair.clock.advance(60_000);
  return { pair, sides, partition };
}

function failureOf(promise: Promise<unknown>): Promise<HostError> {
  return promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: HostError) => error,
  );
}

describe('a cold migration', () => {
  test('keeps the source until it is confirmed, and builds the same on the target', async () => {
    const { pair, sides, partition } = await oneOfOurs();
    const before = pair.vnics();
    const record = await migrateCold(sides, { partition }, noSignal);
    expect(record).toMatchObject({ kind: 'cold', phase: 'awaiting-confirm', wasRunning: true });
    const onTarget = before.map((line) => line.replace('left', 'right'));
    expect(pair.vnics()).toEqual(
      [
        ...before.map((line) => line.replace('ours', `left_${partition.slice(0, 8).toLowerCase()}_ours`)),
        ...onTarget,
      ].toSorted(),
    );
    expect((await confirmColdMigration(sides.source, record.id, noSignal)).phase).toBe('done');
    expect(pair.vnics()).toEqual(onTarget);
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
  });

  test('reverted, leaves both systems as they were', async () => {
    const { pair, sides, partition } = await oneOfOurs();
    const [truth, wanted] = [pair.truth(), await pair.wanted()];
    const { id } = await migrateCold(sides, { partition }, noSignal);
    expect((await revertColdMigration(sides, id, noSignal)).phase).toBe('rolled-back');
    expect(pair.truth()).toEqual(truth);
    expect(await pair.wanted()).toEqual(wanted);
  });

  test('goes call by call as Nova makes them, to the target or back', async () => {
    const { pair, sides, partition } = await oneOfOurs('nova');
    const { source, target } = sides;
    const [truth, wanted] = [pair.truth(), await pair.wanted()];
    const begin = async (id: string) => {
      const offer = await offerPartition(source, partition, noSignal);
      const prepared = await prepareColdMigration(target, { offer, id }, noSignal);
      expect(await prepareColdMigration(target, { offer, id }, noSignal)).toEqual(prepared);
      expect(target.host.reservations()).toHaveLength(2);
      expect((await resumeMigration([source], id, noSignal)).phase).toBe('prepared');
      expect((await leaveSource(source, { id }, noSignal)).phase).toBe('moving');
      expect((await arriveAtTarget(target, { id }, noSignal)).phase).toBe('awaiting-confirm');
      expect(target.host.reservations()).toEqual([]);
    };
    await begin('nova-1');
    const early = await failureOf(revertAtSource(source, { id: 'nova-1' }, noSignal));
    expect(early.code).toBe('MIGRATION_PHASE');
    expect((await revertAtTarget(target, 'nova-1', noSignal)).phase).toBe('rolling-back');
    expect((await revertAtSource(source, { id: 'nova-1' }, noSignal)).phase).toBe('rolled-back');
    expect(pair.truth()).toEqual(truth);
    expect(await pair.wanted()).toEqual(wanted);
    await begin('nova-2');
    expect((await confirmColdMigration(source, 'nova-2', noSignal)).phase).toBe('done');
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
  });

  test('blocks attach on both sides until it is confirmed', async () => {
    const { pair, sides, partition } = await oneOfOurs();
    const { id } = await migrateCold(sides, { partition }, noSignal);
    const request = { partition, bindings: [bindingOf(3)], patience: { every: 1, longest: 2 } };
    for (const side of [sides.source, sides.target]) {
      const blocked = await failureOf(plugVifs(side, request, noSignal));
      expect(blocked.message).toContain(
        `${id} of partition ours waits to be confirmed or reverted: confirm or revert it first`,
      );
    }
    await confirmColdMigration(sides.source, id, noSignal);
    pair.clock.advance(60_000);
    await plugVifs(sides.target, request, noSignal);
  });
});

describe('a cold migration that cannot be', () => {
  test('is refused for what has no record, or is not ours, with every reason', async () => {
    const { pair, sides, partition } = await oneOfOurs();
    const { source } = sides;
    await plugVifs(source, { partition, bindings: [bindingOf(3)] }, noSignal);
    await pair.records.vnics.remove(
      [{ system: source.host.system, partition, mac: bindingOf(3).mac }],
      noSignal,
    );
    pair.control.pullCable('U78D3.001.WZS0002-P1-C3-T2');
    const truth = pair.truth();
    const refused = await failureOf(migrateCold(sides, { partition }, noSignal));
    expect(refused.code).toBe('MIGRATION_REFUSED');
    expect(refused.explanation).toEqual(
      expect.arrayContaining([
        'vNIC fa:16:3e:00:00:03 has no record to be built from; adopt it, or remove it if it is not wanted',
        `2 vNICs of the partition on right-9009-42A: all fit, some with fewer devices, which has to be allowed when the migration starts`,
      ]),
    );
    const guest = await failureOf(migrateCold(sides, { partition: pair.partition('guest1') }, noSignal));
    expect(guest.code).toBe('PARTITION_NOT_OURS');
    expect(pair.truth()).toEqual(truth);
    expect(await pair.records.migrations.list({}, noSignal)).toEqual([]);
    expect(sides.target.host.reservations()).toEqual([]);
  });

  test('for its operating system stays as it is, until it is told to be harder', async () => {
    const { pair, sides, partition } = await oneOfOurs();
    pair.control.setOsResponsive('ours', false);
    const truth = pair.truth();
    const refused = await failureOf(migrateCold(sides, { partition }, noSignal));
    expect(refused.code).toBe('PARTITION_NOT_READY');
    expect(pair.truth()).toEqual(truth);
    expect(await migrateCold(sides, { partition, how: 'immediate' }, noSignal)).toMatchObject({
      phase: 'awaiting-confirm',
    });
  });

  test('because the target lost its room meanwhile, leaves both systems as they were', async () => {
    const { pair, sides, partition } = await oneOfOurs();
    const offer = await offerPartition(sides.source, partition, noSignal);
    const { id } = await prepareColdMigration(sides.target, { offer }, noSignal);
    pair.control.pullCable('U78D3.001.WZS0002-P1-C3-T1');
    const [truth, wanted] = [pair.truth(), await pair.wanted()];
    await leaveSource(sides.source, { id }, noSignal);
    const refused = await failureOf(arriveAtTarget(sides.target, { id }, noSignal));
    expect(refused).toMatchObject({ code: 'PLACEMENT_INFEASIBLE' });
    const { phase } = await resumeMigration([sides.source, sides.target], id, noSignal);
    expect(phase).toBe('rolled-back');
    expect(pair.truth()).toEqual(truth);
    expect(await pair.wanted()).toEqual(wanted);
    expect(sides.target.host.reservations()).toEqual([]);
  });

  test('told by a request that is refused, at whichever, leaves both systems as they were', {
    timeout: 60_000,
  }, async () => {
    for (const path of [
      'LogicalPartition(\\?|$)',
      'ClientNetworkAdapter',
      'VirtualNICDedicated',
      'do/PowerOn',
    ]) {
      const { pair, sides, partition } = await oneOfOurs();
      const [truth, wanted] = [pair.truth(), await pair.wanted()];
      const onTarget = `^/rest/api/uom/ManagedSystem/${sides.target.host.system}/.*${path}`;
      pair.control.inject({ match: { method: 'PUT', path: onTarget }, fault: 'busy', times: 1_000 });
      await failureOf(migrateCold(sides, { partition }, noSignal));
      pair.control.clearFaults();
      expect(pair.truth(), path).toEqual(truth);
      expect(await pair.wanted(), path).toEqual(wanted);
      expect((await pair.records.migrations.list({}, noSignal))[0]?.phase, path).toBe('rolled-back');
    }
  });
});

test('of a partition that is deleted on its source while it is to migrate nothing is given back, and nothing blocks', async () => {
  const pair = await simulatedPair({ world: smallPair });
  const sides = await pair.open();
  const { partition } = await createPartition(sides.source, { spec: coldSpec }, noSignal);
  const offer = await offerPartition(sides.source, partition, noSignal);
  const { id } = await prepareColdMigration(sides.target, { offer }, noSignal);
  const { session, system } = sides.source.host;
  await deletePartition(session, { system, partition }, noSignal);

  expect(await revertColdMigration(sides, id, noSignal)).toMatchObject({ phase: 'rolled-back' });
  expect(sides.target.host.reservations()).toEqual([]);
});
