import { describe, expect, test } from 'vitest';
import {
  confirmColdMigration,
  createPartition,
  migrateCold,
  powerOn,
  revertColdMigration,
} from '../src/index.ts';
import { coldSpec, plugTwo, simulatedPair } from './migrate-pair.ts';
import { noSignal } from './simulated-host.ts';

async function oneOfOurs() {
  const pair = await simulatedPair();
  const sides = await pair.open();
  const { partition } = await createPartition(sides.source, { spec: coldSpec }, noSignal);
  await plugTwo(sides.source, partition);
  await powerOn(sides.source, partition, noSignal);
  return { pair, sides, partition };
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
});
