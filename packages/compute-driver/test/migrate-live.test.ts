import { describe, expect, test } from 'vitest';
import { migrateLive } from '../src/index.ts';
import { plugTwo, simulatedPair } from './migrate-pair.ts';
import { noSignal } from './simulated-host.ts';

describe('a live migration', () => {
  test('carries the partition over, and what is recorded of it', async () => {
    const pair = await simulatedPair();
    const sides = await pair.open();
    const partition = pair.partition('guest1');
    await plugTwo(sides.source, partition);
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
});
