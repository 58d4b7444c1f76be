import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { underLock } from './under-lock.ts';

async function lockIn() {
  const folder = await mkdtemp(join(tmpdir(), 'under-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { folder, lock: join(folder, 'lock') };
}

async function countingUpIn(folder: string, lock: string) {
  const counter = join(folder, 'counter');
  await writeFile(counter, '0');
  return {
    countUp: () =>
      underLock(lock, async () => {
        const seen = Number(await readFile(counter, 'utf8'));
        await writeFile(counter, String(seen + 1));
      }),
    counted: async () => Number(await readFile(counter, 'utf8')),
  };
}

async function goneProcess(): Promise<string> {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  return String(gone.pid);
}

test('one at a time, whoever comes, and nothing is left behind', async () => {
  const { folder, lock } = await lockIn();
  const { countUp, counted } = await countingUpIn(folder, lock);
  await Promise.all(Array.from({ length: 40 }, countUp));
  expect(await counted()).toBe(40);
  expect(await readdir(folder)).toEqual(['counter']);
});

test('the lock of a process that is gone stands in nobody’s way, and all who find it are one at a time', async () => {
  const { folder, lock } = await lockIn();
  const { countUp, counted } = await countingUpIn(folder, lock);
  const gone = await goneProcess();
  for (let round = 1; round <= 20; round += 1) {
    await writeFile(lock, gone);
    await Promise.all(Array.from({ length: 8 }, countUp));
    expect(await counted()).toBe(round * 8);
  }
  expect(await readdir(folder)).toEqual(['counter']);
});

test('nor does that of an earlier process with the same number', async () => {
  const { folder, lock } = await lockIn();
  await writeFile(lock, `${process.pid} of an earlier life`);
  expect(await underLock(lock, () => Promise.resolve('done'))).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('a process that died while it cleared such a lock away stands in nobody’s way either', async () => {
  const { folder, lock } = await lockIn();
  const gone = await goneProcess();
  await writeFile(lock, gone);
  await writeFile(`${lock}.left`, gone);
  expect(await underLock(lock, () => Promise.resolve('done'))).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('work that fails lets go of the lock', async () => {
  const { folder, lock } = await lockIn();
  await expect(underLock(lock, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await readdir(folder)).toEqual([]);
});
