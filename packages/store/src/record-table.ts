import type { RecordTable } from '@powervm-sriov/compute-driver';
import type { z } from 'zod';
import { type RecordFile, storedRow } from './record-file.ts';
import type { RecordKind } from './sqlite/tables.ts';

interface Place {
  readonly system: string;
  /** The other system of a migration. */
  readonly target?: string;
  readonly partition: string;
}

export interface RecordTableOptions<Entry extends Key, Key> {
  readonly kind: RecordKind;
  readonly schema: z.ZodType<Entry>;
  /** The parts that name a record. */
  readonly keyOf: (key: Key) => readonly string[];
  /** What a record is found by. */
  readonly placeOf: (entry: Entry) => Place;
}

/** The records of one kind. */
export function recordTable<Entry extends Key, Key>(
  file: RecordFile,
  { kind, schema, keyOf, placeOf }: RecordTableOptions<Entry, Key>,
): RecordTable<Entry, Key> {
  const nameOf = (key: Key): string => keyOf(key).join(' ');
  return {
    list: ({ system, partition }) =>
      file.run(async (database) => {
        let query = database.selectFrom('record').selectAll().where('kind', '=', kind).orderBy('key');
        if (system !== undefined)
          query = query.where(({ eb, or }) => or([eb('system', '=', system), eb('target', '=', system)]));
        if (partition !== undefined) query = query.where('partition', '=', partition);
        return (await query.execute()).map((row) => file.parse(schema, row));
      }),
    find: (key) =>
      file.run(async (database) => {
        const row = await database
          .selectFrom('record')
          .selectAll()
          .where('kind', '=', kind)
          .where('key', '=', nameOf(key))
          .executeTakeFirst();
        return row && file.parse(schema, row);
      }),
    put: (entries) =>
      file.run(async (database) => {
        const rows = entries.map((entry) => ({
          ...storedRow(kind, nameOf(entry), JSON.stringify(entry)),
          target: null,
          ...placeOf(entry),
        }));
        if (rows.length > 0) await database.replaceInto('record').values(rows).execute();
      }),
    remove: (keys) =>
      file.runAnyway(async (database) => {
        if (keys.length === 0) return;
        await database
          .deleteFrom('record')
          .where('kind', '=', kind)
          .where('key', 'in', keys.map(nameOf))
          .execute();
      }),
  };
}
