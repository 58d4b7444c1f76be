import { deepFreeze } from '@powervm-sriov/sriov-core';
import { memoryCordonStore } from '../host/cordon-store.ts';
import { HostError } from '../host/host-error.ts';
import type { RecordStore, RecordTable } from './record-store.ts';

/** Records that live as long as the process: for tests, and for commands on a simulated world. */
export function memoryRecordStore(): RecordStore {
  const held = new Map<string, string>();
  return {
    vnics: memoryTable({
      keyOf: ({ system, partition, mac }) => `${system} ${partition} ${mac}`.toUpperCase(),
      systemsOf: ({ system }) => [system],
    }),
    partitions: memoryTable({
      keyOf: ({ system, partition }) => `${system} ${partition}`.toUpperCase(),
      systemsOf: ({ system }) => [system],
    }),
    migrations: memoryTable({
      keyOf: ({ id }) => id,
      systemsOf: ({ source, target }) => [source, target],
    }),
    cordons: memoryCordonStore(),
    locks: {
      hold(system, holder) {
        const key = system.toUpperCase();
        const other = held.get(key);
        if (other !== undefined) {
          return Promise.reject(
            new HostError(
              'HOST_LOCKED',
              `system ${system} is being changed by ${other}; wait until it is done`,
            ),
          );
        }
        held.set(key, holder);
        return Promise.resolve({
          release() {
            held.delete(key);
            return Promise.resolve();
          },
        });
      },
    },
    close: () => Promise.resolve(),
  };
}

interface TableShape<Entry extends Key, Key> {
  readonly keyOf: (key: Key) => string;
  readonly systemsOf: (entry: Entry) => readonly string[];
}

function memoryTable<Entry extends Key, Key>({
  keyOf,
  systemsOf,
}: TableShape<Entry, Key>): RecordTable<Entry, Key> {
  const kept = new Map<string, Entry>();
  return {
    list({ system }) {
      const wanted = system?.toUpperCase();
      const fitting = [...kept]
        .filter(
          ([, entry]) => wanted === undefined || systemsOf(entry).some((one) => one.toUpperCase() === wanted),
        )
        .toSorted(([left], [right]) => (left < right ? -1 : 1));
      return Promise.resolve(fitting.map(([, entry]) => entry));
    },
    find: (key) => Promise.resolve(kept.get(keyOf(key))),
    put(entries) {
      for (const entry of entries) kept.set(keyOf(entry), deepFreeze(structuredClone(entry)));
      return Promise.resolve();
    },
    remove(keys) {
      for (const key of keys) kept.delete(keyOf(key));
      return Promise.resolve();
    },
  };
}
