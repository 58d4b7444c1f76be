import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecordStore } from '../src/index.ts';
import { type BuiltProgram, buildProgram } from './build-program.ts';
import { left, vnicRecord } from './records.ts';

const signal = new AbortController().signal;
let program: BuiltProgram;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));
  program = await buildProgram(new URL('./keep-writing.ts', import.meta.url));
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
  program.remove();
});

describe('a program killed while it writes', () => {
  test('leaves every record that it acknowledged, and the systems that it held are free', async () => {
    const file = join(folder, 'records.sqlite');
    let kept = 0;
    for (let round = 1; round <= 5; round += 1) {
      const acknowledged = await writeUntilKilled(file, round * 7);
      const store = await openRecordStore({ file });
      const records = await store.vnics.list({}, signal);
      kept = Math.max(kept, acknowledged + 1);
      for (let index = 0; index < kept; index += 1) expect(records).toContainEqual(vnicRecord(index));
      await (await store.locks.hold({ system: left, name: 'left', holder: 'the next' }, signal)).release();
      await store.close();
    }
  }, 60_000);
});

/** Kills the writer once it has acknowledged so many records, and answers the number of the last one that it did. */
async function writeUntilKilled(file: string, records: number): Promise<number> {
  const child = spawn(process.execPath, [program.file, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last = -1;
  for await (const line of createInterface(child.stdout)) {
    last = Number(line);
    if (last === records) {
      const other = await openRecordStore({ file });
      await expect(
        other.locks.hold({ system: left, name: 'left', holder: 'another' }, signal),
      ).rejects.toMatchObject({
        message: expect.stringContaining(`writer ${child.pid}`),
      });
      await other.close();
      child.kill('SIGKILL');
    }
  }
  await ended;
  expect(last).toBeGreaterThanOrEqual(records);
  return last;
}
