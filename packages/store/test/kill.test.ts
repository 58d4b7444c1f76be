import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecordStore } from '../src/index.ts';
import { left, vnicRecord } from './records.ts';

const signal = new AbortController().signal;
/** Inside the package, so that the program finds what the package depends on. */
const built = fileURLToPath(new URL(`../.cache/kill-test-${process.pid}`, import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));
  await build({
    entry: { main: fileURLToPath(new URL('./keep-writing.ts', import.meta.url)) },
    outDir: built,
    config: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    silent: true,
    external: ['kysely', 'libsql', 'zod'],
    noExternal: [/^@powervm-sriov\//],
    esbuildOptions: (options) => {
      options.conditions = ['@powervm-sriov/source'];
    },
  });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(built, { recursive: true, force: true });
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
      await (await store.locks.hold(left, 'the next', signal)).release();
      await store.close();
    }
  }, 60_000);
});

/** Kills the writer once it has acknowledged so many records, and answers the number of the last one that it did. */
async function writeUntilKilled(file: string, records: number): Promise<number> {
  const child = spawn(process.execPath, [join(built, 'main.js'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last = -1;
  for await (const line of createInterface(child.stdout)) {
    last = Number(line);
    if (last === records) {
      const other = await openRecordStore({ file });
      await expect(other.locks.hold(left, 'another', signal)).rejects.toMatchObject({
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
