import type { RecordStore } from '@powervm-sriov/compute-driver';
import type { Kysely } from 'kysely';
import { cordonTable } from './cordon-table.ts';
import { hostLocks } from './host-locks.ts';
import { recordFile } from './record-file.ts';
import { migrationSchema, partitionSchema, vnicSchema } from './record-schemas.ts';
import { recordTable } from './record-table.ts';
import { roomReserve } from './room-reserve.ts';
import { openDatabase } from './sqlite/open-database.ts';
import type { Tables } from './sqlite/tables.ts';
import { tellFailure } from './sqlite/tell-failure.ts';

export interface OpenRecordStoreOptions {
  /** Made with its folder where it is not there; only its owner may read it. */
  readonly file: string;
  /** What the file may grow to; default 1 GiB. Beyond it new records are refused as on a full disk. */
  readonly maximumBytes?: number;
}

/**
 * Opens the records of a file, and brings a file of an older version up to date.
 *
 * @throws HostError STORE_FAILED, STORE_FULL or STORE_DAMAGED naming the file and what to do.
 */
export async function openRecordStore({
  file,
  maximumBytes = 2 ** 30,
}: OpenRecordStoreOptions): Promise<RecordStore> {
  const reserve = roomReserve(file);
  let database: Kysely<Tables>;
  try {
    database = await reserve.run(() => openDatabase(file, maximumBytes));
  } catch (error) {
    throw tellFailure(file, error);
  }
  reserve.layAside();
  const open = recordFile(file, database, reserve);
  return {
    vnics: recordTable(open, {
      kind: 'vnic',
      schema: vnicSchema,
      keyOf: ({ system, partition, mac }) => [system, partition, mac],
      placeOf: ({ system, partition }) => ({ system, partition }),
    }),
    partitions: recordTable(open, {
      kind: 'partition',
      schema: partitionSchema,
      keyOf: ({ system, partition }) => [system, partition],
      placeOf: ({ system, partition }) => ({ system, partition }),
    }),
    migrations: recordTable(open, {
      kind: 'migration',
      schema: migrationSchema,
      keyOf: ({ id }) => [id],
      placeOf: ({ source, target, partition }) => ({ system: source, target, partition }),
    }),
    cordons: cordonTable(open),
    locks: hostLocks(open),
    async close() {
      // So that a copy of the file alone is whole; libsql leaves that to the next program.
      try {
        await open.writeBack();
      } finally {
        await database.destroy();
      }
    },
  };
}
