import { deleteVnic, openSession, readVnics } from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import {
  adoptVnics,
  cleanReturnedSource,
  createPartition,
  evacuate,
  type Fencing,
  finishPartitions,
  type HostError,
  memoryRecordStore,
  plugVifs,
  powerOff,
  powerOn,
  unplugVifs,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import { coldSpec, plugTwo, simulatedPair, smallPair } from './migrate-pair.ts';
import { macOf, noSignal } from './simulated-host.ts';

const left = 'left-9009-42A';
const statement: Fencing = { kind: 'statement', by: 'operator root', text: 'its power cords are out' };

async function ourPartition() {
  const pair = await simulatedPair({ world: smallPair });
  const sides = await pair.open();
  const { partition } = await createPartition(sides.source, { spec: coldSpec }, noSignal);
  await plugTwo(sides.source, partition);
  await powerOn(sides.source, partition, noSignal);
  const { transport, user, password } = pair.simulator;
  const session = await openSession({ transport, credentials: { user, password } });
  const witness: Fencing = { kind: 'witness', session };
  const source = sides.source.host.system;
  return { pair, ...sides, partition, witness, request: { source, partition } };
}

function failureOf(promise: Promise<unknown>): Promise<HostError> {
  return promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: HostError) => error,
  );
}

describe('an evacuation', () => {
  test('is refused as long as nobody proves or states that the source is off', async () => {
    const { pair, target, request, witness } = await ourPartition();
    const running = await failureOf(evacuate(target, { ...request, fencing: witness }, noSignal));
    expect(running).toMatchObject({ code: 'NOT_FENCED' });
    expect(running.message).toContain(
      `its witness says that the partition is 'running' on system ${left}, which is 'operating'; power the system off`,
    );
    pair.control.setSystemConnection(left, 'down');
    const blind = await failureOf(evacuate(target, { ...request, fencing: witness }, noSignal));
    expect(blind.message).toContain(`its witness says that system ${left} is 'no connection'`);
    const empty: Fencing = { kind: 'statement', by: 'root', text: ' ' };
    const silent = await failureOf(evacuate(target, { ...request, fencing: empty }, noSignal));
    expect(silent.message).toContain('the statement names nobody, or says nothing');
    if (witness.kind === 'witness') await witness.session.close();
    const gone = await failureOf(evacuate(target, { ...request, fencing: witness }, noSignal));
    expect(gone).toMatchObject({ code: 'NOT_FENCED' });
    expect(await pair.records.migrations.list({}, noSignal)).toEqual([]);
    expect(pair.truth()[1]?.partitions).toHaveLength(1);
  });

  test('believes the words that are set, and no others', async () => {
    const { pair, target, request, witness } = await ourPartition();
    pair.control.setSystemPower(left, 'off');
    const words = { ...target, systemStates: { off: ['dark'], connected: [] } };
    const refused = await failureOf(evacuate(words, { ...request, fencing: witness }, noSignal));
    expect(refused).toMatchObject({ code: 'NOT_FENCED' });
    const loud = { ...target, systemStates: { off: ['POWER OFF'], connected: [] } };
    expect(await evacuate(loud, { ...request, fencing: witness }, noSignal)).toMatchObject({
      fencing: `system ${left} is 'power off'`,
    });
  });

  test('builds the partition from its records, and is at home there', async () => {
    const { pair, target, partition, request, witness } = await ourPartition();
    const before = pair.vnics();
    pair.control.setSystemPower(left, 'off');
    const record = await evacuate(target, { ...request, fencing: witness }, noSignal);
    expect(record).toMatchObject({
      kind: 'evacuate',
      phase: 'awaiting-source',
      fencing: `system ${left} is 'power off'`,
    });
    expect(pair.vnics().filter((line) => line.startsWith('right'))).toEqual(
      before.map((line) => line.replace('left', 'right')),
    );
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
    // It is at home: what it is given there waits for nothing.
    await plugVifs(target, { partition, bindings: [bindingOf(3)] }, noSignal);
  });

  test('takes a partition that its witness sees not activated, and a statement that it records', async () => {
    const { source, target, partition, request, witness } = await ourPartition();
    await powerOff(source, partition, { how: 'immediate' }, noSignal);
    const record = await evacuate(target, { ...request, fencing: witness, powerOn: false }, noSignal);
    expect(record.fencing).toBe(`the partition is 'not activated' on system ${left}, which is 'operating'`);
    const other = await ourPartition();
    const stated = await evacuate(other.target, { ...other.request, fencing: statement }, noSignal);
    expect(stated.fencing).toBe('operator root states: its power cords are out');
  });

  test('that the target cannot take is refused with every reason, and leaves nothing', async () => {
    const { pair, target, request } = await ourPartition();
    pair.control.setSystemPower(left, 'off');
    pair.control.failAdapter('U78D3.001.WZS0002-P1-C3');
    const truth = pair.truth();
    const refused = await failureOf(evacuate(target, { ...request, fencing: statement }, noSignal));
    expect(refused).toMatchObject({ code: 'MIGRATION_REFUSED' });
    expect(refused.explanation.join()).toContain('U78D3.001.WZS0002-P1-C3');
    expect(pair.truth()).toEqual(truth);
    expect(await pair.wanted()).toEqual(['left FA163E000001 plugged', 'left FA163E000002 plugged']);
    expect(target.host.reservations()).toEqual([]);
  });

  test('of a partition that is not recorded is refused', async () => {
    const { pair, target, request } = await ourPartition();
    const foreign = { ...request, partition: pair.partition('guest1'), fencing: statement };
    expect(await failureOf(evacuate(target, foreign, noSignal))).toMatchObject({
      code: 'PARTITION_NOT_OURS',
    });
  });
});

describe('the source of an evacuation that is back', () => {
  async function evacuated() {
    const world = await ourPartition();
    world.pair.control.setSystemPower(left, 'off');
    const { id } = await evacuate(world.target, { ...world.request, fencing: statement }, noSignal);
    world.pair.control.setSystemPower(left, 'on');
    // By then its VIOSes have RMC again.
    world.pair.clock.advance(120_000);
    const { source, target } = await world.pair.open();
    return { ...world, id, sides: { source, target } };
  }

  test('is cleaned of what we recorded', async () => {
    const { pair, sides, id } = await evacuated();
    expect(await cleanReturnedSource(sides, id, noSignal)).toMatchObject({ phase: 'done' });
    expect(pair.vnics().map((line) => line.slice(0, 5))).toEqual(['right', 'right']);
    expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
    const recorded = await pair.records.partitions.list({}, noSignal);
    expect(recorded.map(({ system }) => system)).toEqual([sides.target.host.system]);
    expect(await cleanReturnedSource(sides, id, noSignal)).toMatchObject({ phase: 'done' });
  });

  test('is not back as long as it is off or out of reach, although its console answers', async () => {
    const { pair, sides, id } = await evacuated();
    const truth = pair.truth();
    pair.control.setSystemPower(left, 'off');
    const dark = await failureOf(cleanReturnedSource(sides, id, noSignal));
    expect(dark).toMatchObject({
      code: 'MIGRATION_PHASE',
      message: `evacuation ${id} of partition ours is not confirmed: its source, ${left}, is 'power off', and what is left there can be looked at and removed only when it is back; nothing was done; bring it back, then confirm again`,
    });
    pair.control.setSystemPower(left, 'on');
    pair.control.setSystemConnection(left, 'down');
    const blind = await failureOf(cleanReturnedSource(sides, id, noSignal));
    expect(blind.message).toContain("is 'no connection'");
    pair.control.setSystemConnection(left, 'up');
    expect(pair.vnics()).toHaveLength(4);
    expect(pair.truth()[1]).toEqual(truth[1]);
    expect(await pair.records.migrations.find({ id }, noSignal)).toMatchObject({ phase: 'awaiting-source' });
    expect(await cleanReturnedSource(sides, id, noSignal)).toMatchObject({ phase: 'done' });
  });

  test('is let alone while the partition runs there, or has what we did not record', async () => {
    const { pair, sides, partition, id } = await evacuated();
    const foreign = { partition, bindings: [bindingOf(7)] };
    expect(await failureOf(plugVifs(sides.source, foreign, noSignal))).toMatchObject({
      code: 'MIGRATION_UNDER_WAY',
    });
    const adoptions = await adoptVnics(sides.source, { partition }, noSignal);
    const reasons = [`its partition has left with evacuation ${id} of partition ours`];
    expect(adoptions).toEqual(
      [1, 2].map((mac) => ({ kind: 'refused', mac: macOf(mac), partition, reasons })),
    );
    await plugVifs({ ...sides.source, records: memoryRecordStore() }, foreign, noSignal);
    expect((await failureOf(powerOn(sides.source, partition, noSignal))).message).toBe(
      `evacuation ${id} of partition ours has moved it, and what is left of it here must not run beside it; look after it on its target`,
    );
    await powerOn({ ...sides.source, records: memoryRecordStore() }, partition, noSignal);
    const truth = pair.truth();
    const kept = await cleanReturnedSource(sides, id, noSignal);
    expect(kept.phase).toBe('quarantined');
    expect(kept.failure).toBe(
      "the partition is 'running' on its source; the partition has vNIC fa:16:3e:00:00:07 on its source, which is not recorded",
    );
    expect(pair.truth()).toEqual(truth);
  });

  test('is let alone when it is not safe any more, although its removal had begun', async () => {
    const { pair, sides, partition, id } = await evacuated();
    pair.control.inject({
      match: { method: 'DELETE', path: 'LogicalPartition/[^/]+$' },
      fault: 'drop-before',
      times: 9,
    });
    await failureOf(cleanReturnedSource(sides, id, noSignal));
    expect(await pair.records.migrations.find({ id }, noSignal)).toMatchObject({ phase: 'confirming' });
    const foreign = { partition, bindings: [bindingOf(7)] };
    await plugVifs({ ...sides.source, records: memoryRecordStore() }, foreign, noSignal);
    expect(await cleanReturnedSource(sides, id, noSignal)).toMatchObject({ phase: 'quarantined' });
    const truth = pair.truth();
    expect(await finishPartitions(sides.source, noSignal)).toEqual([]);
    expect(await failureOf(plugVifs(sides.source, foreign, noSignal))).toMatchObject({
      code: 'MIGRATION_UNDER_WAY',
    });
    expect(pair.truth()).toEqual(truth);
  });

  test('is let alone until the partition is on the target what it shall be', async () => {
    const { pair, sides, partition, id } = await evacuated();
    const [first, second] = await readVnics(sides.target.host.session, partition, noSignal);
    if (first === undefined || second === undefined) throw new Error('two were built');
    await deleteVnic(sides.target.host.session, partition, first.uuid, noSignal);
    const kept = await cleanReturnedSource(sides, id, noSignal);
    expect(kept).toMatchObject({
      phase: 'quarantined',
      failure: 'on the target it has no vNIC fa:16:3e:00:00:01',
    });
    expect(pair.vnics().filter((line) => line.startsWith('left'))).toHaveLength(2);
    const gone = [first.values.details?.macAddress ?? bindingOf(1).mac];
    await unplugVifs(sides.target, { partition, macs: gone }, noSignal);
    expect(await cleanReturnedSource(sides, id, noSignal)).toMatchObject({
      phase: 'done',
      failure: undefined,
    });
    expect(pair.vnics()).toHaveLength(1);
  });
});
