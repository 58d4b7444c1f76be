import { createRequire } from 'node:module';
import type { SqliteDatabase } from 'kysely';

/** SQLite as kysely wants it, whichever engine there is. */
export interface Sqlite extends SqliteDatabase {
  exec(sql: string): void;
}

/**
 * Opens a database file with the engine that is there: Node's own (22.13 and newer, on ppc64le too), else libsql, which
 * has no ppc64le build and is therefore only an optional dependency.
 */
export function openSqlite(file: string): Sqlite {
  const node = process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined;
  return node === undefined ? openLibsql(file) : openNodeSqlite(node, file);
}

/** The part of node:sqlite that is used; the types of Node 20 have none. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => NodeDatabase;
}

interface NodeDatabase {
  exec(sql: string): void;
  close(): void;
  prepare(sql: string): NodeStatement;
}

interface NodeStatement {
  all(...parameters: readonly unknown[]): unknown[];
  run(...parameters: readonly unknown[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  iterate(...parameters: readonly unknown[]): IterableIterator<unknown>;
}

function openNodeSqlite({ DatabaseSync }: NodeSqlite, file: string): Sqlite {
  const database = new DatabaseSync(file);
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: /^\s*(select|with|pragma)\b|\breturning\b/i.test(sql),
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      };
    },
  };
}

function openLibsql(file: string): Sqlite {
  const require = createRequire(import.meta.url);
  let Database: new (file: string) => Sqlite;
  try {
    Database = require('libsql') as typeof Database;
  } catch (cause) {
    throw new Error(
      `this Node (${process.version} on ${process.arch}) has no SQLite: use Node 22.13 or newer, or install the package libsql`,
      { cause },
    );
  }
  return new Database(file);
}
