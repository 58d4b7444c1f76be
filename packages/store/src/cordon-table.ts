import type { CordonStore } from '@powervm-sriov/compute-driver';
import { type RecordFile, storedRow } from './record-file.ts';
import { cordonsSchema } from './record-schemas.ts';

const kind = 'cordons';

/** The maintenance marks: one record for each system. */
export function cordonTable(file: RecordFile): CordonStore {
  return {
    read: (system) =>
      file.run(async (database) => {
        const row = await database
          .selectFrom('record')
          .selectAll()
          .where('kind', '=', kind)
          .where('key', '=', system)
          .executeTakeFirst();
        return row === undefined ? [] : file.parse(cordonsSchema, row);
      }),
    write: (system, cordons) =>
      file.run(async (database) => {
        const row = storedRow(kind, system, JSON.stringify(cordons));
        await database
          .replaceInto('record')
          .values({ ...row, system, target: null, partition: null })
          .execute();
      }),
  };
}
