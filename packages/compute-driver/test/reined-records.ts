import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { RecordStore } from '../src/index.ts';

/** Records in the hands of a program that stops before a certain call, until it is let go. */
export interface ReinedRecords {
  readonly records: RecordStore;
  /** Resolves when it has stopped. */
  readonly stopped: Promise<void>;
  letGo(): void;
}

export interface Reins {
  /** Calls after which it stops: those for migrations and for the vNICs of this system. */
  readonly calls: number;
  readonly system: SystemUuid;
  /** Nobody else does: when it reads them it learns nothing new, and a stop before that is none that differs. */
  readonly writesMigrations: boolean;
}

export function reinedRecords(store: RecordStore, { calls, system, writesMigrations }: Reins): ReinedRecords {
  let left = calls;
  let stop = (): void => {};
  let letGo = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const when = async <Result>(counts: boolean, call: () => Promise<Result>): Promise<Result> => {
    if (counts && left <= 0) {
      stop();
      await free;
    }
    if (counts) left -= 1;
    return await call();
  };
  const { vnics, migrations } = store;
  const isHere = (each: { readonly system?: SystemUuid }) => each.system === system;
  const records: RecordStore = {
    ...store,
    vnics: {
      list: (filter, signal) => when(isHere(filter), () => vnics.list(filter, signal)),
      find: (key, signal) => when(isHere(key), () => vnics.find(key, signal)),
      put: (entries, signal) => when(entries.some(isHere), () => vnics.put(entries, signal)),
      remove: (keys, signal) => when(keys.some(isHere), () => vnics.remove(keys, signal)),
    },
    migrations: {
      list: (...given) => when(!writesMigrations, () => migrations.list(...given)),
      // By its id only the program asks that has begun it.
      find: (...given) => when(false, () => migrations.find(...given)),
      put: (...given) => when(true, () => migrations.put(...given)),
      remove: (...given) => when(true, () => migrations.remove(...given)),
    },
  };
  return { records, stopped, letGo };
}
