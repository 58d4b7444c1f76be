import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why the work was not begun: another process has the lock for longer than such work takes. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

/** Milliseconds between two looks, and how often one looks: a file of some megabytes is written long before. */
const pause = 10;
const looks = 1_000;

let taken = 0;

/** A process number comes again: in a container it is mostly 1. */
const life = randomUUID();

/**
 * Does the work while no other process of this machine does any under the same lock file. The file names its holder, so
 * that the lock of a process that was killed is known as such and does not stand in the way.
 *
 * @throws LockHeld
 */
export async function underLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  taken += 1;
  const own = `${lock}.${process.pid}-${taken}`;
  await writeFile(own, `${process.pid} ${life}`, { mode: 0o600 });
  try {
    await take(lock, own);
  } finally {
    await rm(own, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
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
    if (await isLeftBehind(lock)) await clearAway(lock);
    else await sleep(pause);
  }
  const holder = (await holderOf(lock))?.split(' ')[0] ?? 'unknown';
  throw new LockHeld(`${lock} is held by process ${holder}; let it end, then try again`);
}

/** Two can find the same lock left behind; under a lock of its own, the second does not take a living one for it. */
async function clearAway(lock: string): Promise<void> {
  await underLock(`${lock}.left`, async () => {
    if (await isLeftBehind(lock)) await rm(lock);
  });
}

async function isLeftBehind(lock: string): Promise<boolean> {
  const holder = await holderOf(lock);
  return holder !== undefined && isGone(holder);
}

function holderOf(lock: string): Promise<string | undefined> {
  return readFile(lock, 'utf8').catch(() => undefined);
}

function isGone(holder: string): boolean {
  const [number, itsLife] = holder.split(' ');
  const pid = Number(number);
  if (pid === process.pid) return itsLife !== life;
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
