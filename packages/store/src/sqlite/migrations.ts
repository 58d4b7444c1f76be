import { type ColumnDefinitionBuilder, type Kysely, type Migration, sql } from 'kysely';

/** Every change of the schema ever made, in order; a released one is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-records': {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('record')
        .addColumn('kind', 'text', needed)
        .addColumn('key', 'text', identifier)
        .addColumn('system', 'text', identifier)
        .addColumn('target', 'text', (column) => column.modifyEnd(sql`collate nocase`))
        .addColumn('partition', 'text', (column) => column.modifyEnd(sql`collate nocase`))
        .addColumn('content', 'text', needed)
        .addColumn('digest', 'text', needed)
        .addPrimaryKeyConstraint('record_key', ['kind', 'key'])
        .execute();
      await schema.createIndex('record_system').on('record').columns(['kind', 'system']).execute();
      await schema.createIndex('record_partition').on('record').columns(['kind', 'partition']).execute();
      await schema
        .createTable('lock_holder')
        .addColumn('system', 'text', (column) => identifier(column).primaryKey())
        .addColumn('holder', 'text', needed)
        .execute();
    },
  },
};

/** UUIDs are the same in either case (powervm-rest.md). */
function identifier(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().modifyEnd(sql`collate nocase`);
}

function needed(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
