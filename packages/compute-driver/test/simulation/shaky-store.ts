import { HostError, type RecordStore, type RecordTable } from '../../src/index.ts';
import type { Life } from './life.ts';

/** What may go wrong with the store's disk. */
export interface Disk {
  isFull: boolean;
  /** How the next writes fail: not done, or done and not acknowledged. */
  failures: ('before' | 'after')[];
  /** How many writes failed. */
  struck: number;
}

export function soundDisk(): Disk {
  return { isFull: false, failures: [], struck: 0 };
}

/** The records as one process has them: what it wrote stays when it dies. */
export function shakyStore(kept: RecordStore, disk: Disk, life: Life): RecordStore {
  const shaky = <Entry extends Key, Key>(table: RecordTable<Entry, Key>): RecordTable<Entry, Key> => ({
    list: (...given) => table.list(...given),
    find: (...given) => table.find(...given),
    put: (...given) => write(disk, life, 'put', () => table.put(...given)),
    remove: (...given) => write(disk, life, 'remove', () => table.remove(...given)),
  });
  return {
    ...kept,
    vnics: shaky(kept.vnics),
    partitions: shaky(kept.partitions),
    migrations: shaky(kept.migrations),
  };
}

async function write(
  disk: Disk,
  life: Life,
  kind: 'put' | 'remove',
  work: () => Promise<void>,
): Promise<void> {
  await life.step();
  if (disk.isFull && kind === 'put') {
    disk.struck += 1;
    throw new HostError('STORE_FULL', 'the simulated store has no room; make some');
  }
  const failure = disk.failures.shift();
  if (failure !== undefined) disk.struck += 1;
  if (failure !== 'before') await work();
  if (failure !== undefined)
    throw new HostError('STORE_FAILED', 'the simulated store failed; look at its disk');
  await life.step();
}
