import { HostError, type RecordStore, type RecordTable } from '../../src/index.ts';
import type { Life } from './life.ts';

/** What may go wrong with the store's disk. */
export interface Disk {
  isFull: boolean;
  /** How the next writes fail: not done, or done and not acknowledged. */
  failures: ('before' | 'after')[];
  /** How many of the next reads fail. */
  unreadable: number;
  /** How many reads and writes failed. */
  struck: number;
}

export function soundDisk(): Disk {
  return { isFull: false, failures: [], unreadable: 0, struck: 0 };
}

export interface ShakyStoreOptions {
  readonly kept: RecordStore;
  readonly disk: Disk;
  readonly life: Life;
  /** Told when records of vNICs are about to go. */
  readonly onForgetting: (keys: Parameters<RecordStore['vnics']['remove']>[0]) => Promise<void>;
}

/** The records as one process has them: what it wrote stays when it dies. */
export function shakyStore({ kept, disk, life, onForgetting }: ShakyStoreOptions): RecordStore {
  const shaky = <Entry extends Key, Key>(
    table: RecordTable<Entry, Key>,
    onRemoval: (keys: readonly Key[]) => Promise<void> = async () => undefined,
  ): RecordTable<Entry, Key> => ({
    list: (...given) => read(disk, () => table.list(...given)),
    find: (...given) => read(disk, () => table.find(...given)),
    put: (...given) => write(disk, life, 'put', () => table.put(...given)),
    remove: (...given) =>
      write(disk, life, 'remove', async () => {
        await onRemoval(given[0]);
        return table.remove(...given);
      }),
  });
  return {
    ...kept,
    vnics: shaky(kept.vnics, onForgetting),
    partitions: shaky(kept.partitions),
    migrations: shaky(kept.migrations),
    cordons: {
      read: (...given) => read(disk, () => kept.cordons.read(...given)),
      write: (...given) => write(disk, life, 'put', () => kept.cordons.write(...given)),
    },
  };
}

async function read<Result>(disk: Disk, work: () => Promise<Result>): Promise<Result> {
  if (disk.unreadable === 0) return await work();
  disk.unreadable -= 1;
  disk.struck += 1;
  throw new HostError('STORE_FAILED', 'the simulated store cannot be read; look at its disk');
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
