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

test('one at a time, whoever comes, and nothing is left behind', async () => {
  const { folder, lock } = await lockIn();
  const counter = join(folder, 'counter');
  await writeFile(counter, '0');
  const countUp = () =>
    underLock(lock, async () => {
      const seen = Number(await readFile(counter, 'utf8'));
      await writeFile(counter, String(seen + 1));
    });
  await Promise.all(Array.from({ length: 40 }, countUp));
  expect(await readFile(counter, 'utf8')).toBe('40');
  expect(await readdir(folder)).toEqual(['counter']);
});

test('the lock of a process that is gone stands in nobody’s way', async () => {
  const { folder, lock } = await lockIn();
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  await writeFile(lock, `${gone.pid} 1`);
  const all = Array.from({ length: 8 }, (_, one) => underLock(lock, () => Promise.resolve(one)));
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(await readdir(folder)).toEqual([]);
});

test('work that fails lets go of the lock', async () => {
  const { folder, lock } = await lockIn();
  await expect(underLock(lock, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await readdir(folder)).toEqual([]);
});
