import { type PartitionUuid, type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { deepFreeze } from '@powervm-sriov/sriov-core';
import { memoryCordonStore } from '../host/cordon-store.ts';
import { HostError } from '../host/host-error.ts';
import type { RecordFilter, RecordStore, RecordTable } from './record-store.ts';

/** Records that live as long as the process: for tests, and for commands on a simulated world. */
export function memoryRecordStore(): RecordStore {
  const held = new Map<string, { readonly holder: string }>();
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
      hold({ system, name = system, holder }) {
        const key = system.toUpperCase();
        const other = held.get(key);
        if (other !== undefined) {
          return Promise.reject(
            new HostError(
              'HOST_LOCKED',
              `system ${name} is being changed by ${other.holder}; wait until it is done`,
            ),
          );
        }
        const mine = { holder };
        held.set(key, mine);
        return Promise.resolve({
          release() {
            if (held.get(key) === mine) held.delete(key);
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
  readonly systemsOf: (entry: Entry) => readonly SystemUuid[];
}

function memoryTable<Entry extends Key & { readonly partition: PartitionUuid }, Key>({
  keyOf,
  systemsOf,
}: TableShape<Entry, Key>): RecordTable<Entry, Key> {
  const kept = new Map<string, Entry>();
  const fits = (entry: Entry, { system, partition }: RecordFilter): boolean =>
    (system === undefined || systemsOf(entry).some((one) => sameUuid(one, system))) &&
    (partition === undefined || sameUuid(entry.partition, partition));
  return {
    list(filter) {
      const fitting = [...kept]
        .filter(([, entry]) => fits(entry, filter))
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
