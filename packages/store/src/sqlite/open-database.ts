import { chmodSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { HostError } from '@powervm-sriov/compute-driver';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { migrations } from './migrations.ts';
import { openSqlite, type Sqlite } from './open-sqlite.ts';
import type { Tables } from './tables.ts';

/** Opens the database of a file, made where it is not there, checked and brought up to date where it is. */
export async function openDatabase(file: string, maximumBytes: number): Promise<Kysely<Tables>> {
  if (!existsSync(file)) await makeDatabase(file);
  const sqlite = openSqlite(file);
  try {
    // Each acknowledged write has reached the disk; other programs may write between ours.
    sqlite.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full');
    sqlite.exec(`pragma max_page_count = ${Math.ceil(maximumBytes / pageBytes)}`);
    requireSound(file, sqlite);
    const database = kyselyOf(sqlite);
    await bringUpToDate(file, database);
    return database;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** SQLite's default. */
const pageBytes = 4096;

/** Under another name until it is complete, so that a file of this name without our tables is always a damaged one. */
async function makeDatabase(file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.new-${process.pid}`;
  rmSync(unfinished, { force: true });
  const database = kyselyOf(openSqlite(unfinished));
  try {
    chmodSync(unfinished, 0o600);
    await bringUpToDate(file, database);
    await database.destroy();
    linkSync(unfinished, file);
  } catch (error) {
    // Another program made it at the same time.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function kyselyOf(sqlite: Sqlite): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
}

function requireSound(file: string, sqlite: Sqlite): void {
  const first = (sql: string): unknown => Object.values(sqlite.prepare(sql).all([])[0] ?? {})[0];
  const verdict = first('pragma quick_check(1)');
  const found = first(`select count(*) from sqlite_master where name in ('record', 'lock_holder')`);
  if (verdict === 'ok' && Number(found) === 2) return;
  const why = verdict === 'ok' ? 'our tables are not in it' : String(verdict);
  throw new HostError(
    'STORE_DAMAGED',
    `the record store ${file} is damaged or no record store (${why}); restore it from a copy, or move it away and adopt the vNICs anew`,
  );
}

async function bringUpToDate(file: string, database: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.startsWith('corrupted migrations')) {
    throw new HostError(
      'STORE_FAILED',
      `the record store ${file} was written by a newer version of this software; use that one, or another file`,
      { cause: error },
    );
  }
  throw error instanceof Error ? error : new Error('its tables cannot be made', { cause: error });
}
