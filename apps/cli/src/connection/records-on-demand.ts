import { existsSync } from 'node:fs';
import type { RecordStore, RecordTable } from '@powervm-sriov/compute-driver';

/**
 * The records of a file, opened when they are first needed: a command that only looks makes no file where there is
 * none, and does not load what reads one.
 */
export function recordsOnDemand(file: string): RecordStore {
  let opened: Promise<RecordStore> | undefined;
  const open = (): Promise<RecordStore> => {
    opened ??= openFile(file);
    return opened;
  };
  const isThere = (): boolean => opened !== undefined || existsSync(file);

  const table = <Entry extends Key, Key>(
    of: (store: RecordStore) => RecordTable<Entry, Key>,
  ): RecordTable<Entry, Key> => ({
    list: async (filter, signal) => (isThere() ? of(await open()).list(filter, signal) : []),
    find: async (key, signal) => (isThere() ? of(await open()).find(key, signal) : undefined),
    put: async (entries, signal) => of(await open()).put(entries, signal),
    remove: async (keys, signal) => (isThere() ? of(await open()).remove(keys, signal) : undefined),
  });
  return {
    vnics: table(({ vnics }) => vnics),
    partitions: table(({ partitions }) => partitions),
    migrations: table(({ migrations }) => migrations),
    cordons: {
      read: async (system, signal) => (isThere() ? (await open()).cordons.read(system, signal) : []),
      write: async (system, cordons, signal) => (await open()).cordons.write(system, cordons, signal),
    },
    locks: { hold: async (request, signal) => (await open()).locks.hold(request, signal) },
    close: async () => {
      const store = await opened?.catch(() => undefined);
      await store?.close();
    },
  };
}

async function openFile(file: string): Promise<RecordStore> {
  const { openRecordStore } = await import('@powervm-sriov/store');
  return await withoutWarning(() => openRecordStore({ file }));
}

/** Node calls its own SQLite experimental when it is first used, on the stream where our users read what matters. */
async function withoutWarning<Result>(work: () => Promise<Result>): Promise<Result> {
  const { emitWarning } = process;
  const isOfSqlite = (given: readonly unknown[]): boolean =>
    given[1] === 'ExperimentalWarning' && String(given[0]).includes('SQLite');
  process.emitWarning = (...given: readonly unknown[]) => {
    if (!isOfSqlite(given)) Reflect.apply(emitWarning, process, given);
  };
  try {
    return await work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
