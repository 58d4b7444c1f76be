import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why the work was not begun: another process has the lock for longer than such work takes. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

/** Milliseconds between two looks, and how often one looks: a file of some megabytes is written long before. */
const pause = 10;
const looks = 1_000;

let taken = 0;

/**
 * Does the work while no other process of this machine does any under the same lock file. The file names its holder, so
 * that the lock of a process that was killed is known as such and does not stand in the way.
 *
 * @throws LockHeld
 */
export async function underLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  taken += 1;
  const mine = `${process.pid} ${taken}`;
  const own = `${lock}.${process.pid}-${taken}`;
  await writeFile(own, mine, { mode: 0o600 });
  try {
    await take(lock, own);
  } finally {
    await rm(own, { force: true });
  }
  try {
    return await work();
  } finally {
    if ((await holderOf(lock)) === mine) await rm(lock, { force: true });
  }
}

/** A hard link appears whole or not at all, and only for one. */
async function take(lock: string, own: string): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    try {
      return await link(own, lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(lock);
    if (holder !== undefined && isGone(holder)) await putAside(lock, `${own}-left`, holder);
    else await sleep(pause);
  }
  const holder = (await holderOf(lock))?.split(' ')[0] ?? 'unknown';
  throw new LockHeld(`${lock} is held by process ${holder}; let it end, then try again`);
}

/** Two can find the same lock left behind: whoever comes second has a living one in his hands, and gives it back. */
async function putAside(lock: string, aside: string, left: string): Promise<void> {
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await holderOf(aside)) !== left) await link(aside, lock);
  await rm(aside, { force: true });
}

function holderOf(lock: string): Promise<string | undefined> {
  return readFile(lock, 'utf8').catch(() => undefined);
}

function isGone(holder: string): boolean {
  const pid = Number(holder.split(' ')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
