import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostError } from '@powervm-sriov/compute-driver';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecordStore } from '../src/index.ts';
import { openSqlite } from '../src/sqlite/open-sqlite.ts';
import { migrationRecord, partitionRecord, vnicRecord } from './records.ts';

const signal = new AbortController().signal;
const records = [vnicRecord(1), vnicRecord(2), vnicRecord(3)];

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));
  file = join(folder, 'records.sqlite');
  const store = await openRecordStore({ file });
  await store.vnics.put(records, signal);
  await store.partitions.put([partitionRecord], signal);
  await store.migrations.put([migrationRecord], signal);
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readAll(path: string): Promise<unknown> {
  const store = await openRecordStore({ file: path });
  try {
    return [
      await store.vnics.list({}, signal),
      await store.partitions.list({}, signal),
      await store.migrations.list({}, signal),
    ];
  } finally {
    await store.close();
  }
}

/** Whatever became of the bytes, nothing but the records that were put comes out of them. */
async function judge(name: string, bytes: Uint8Array): Promise<'whole' | 'told'> {
  const copy = join(folder, name);
  writeFileSync(copy, bytes);
  try {
    expect(await readAll(copy)).toEqual([records, [partitionRecord], [migrationRecord]]);
    return 'whole';
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    expect(error.message).toContain(copy);
    expect(error.code).toMatch(/^STORE_(DAMAGED|FAILED)$/);
    return 'told';
  }
}

describe('a damaged store', () => {
  test('with any byte changed gives all records as they were, or says that it is damaged', async () => {
    const bytes = readFileSync(file);
    let told = 0;
    // A prime step touches header, schema, index and content pages alike, at every offset within a word.
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x14;
      told += Number((await judge(`copy-${at}.sqlite`, damaged)) === 'told');
    }
    expect(told).toBeGreaterThan(5);
  });

  test('cut short is told, unless nothing of it was lost', async () => {
    const bytes = readFileSync(file);
    for (const length of [0, 50, 1000, 4096, bytes.length - 4096]) {
      expect(await judge(`cut-${length}.sqlite`, bytes.subarray(0, length))).toBe('told');
    }
    for (let lost = 1; lost < 4096; lost += 511) {
      await judge(`without-${lost}.sqlite`, bytes.subarray(0, bytes.length - lost));
    }
  });

  test('that is another file is told, and what to do', async () => {
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'these are notes, and no database '.repeat(50));
    await expect(readAll(other)).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringMatching(/notes\.txt is damaged or no record store.*restore it from a copy/),
    });
    expect(readFileSync(other, 'utf8')).toContain('these are notes');
  });

  test('with a record that is none names it and the field', async () => {
    const database = openSqlite(file);
    database.exec(
      `update record set content = replace(content, '"vlan":118', '"vlan":"x"') where kind = 'vnic'`,
    );
    database.close();
    await expect(readAll(file)).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringMatching(/holds a vnic .*FA163E000001.*digest.*vlan:/is),
    });
  });

  test('of a newer version is not touched', async () => {
    const database = openSqlite(file);
    database.exec(`insert into kysely_migration values ('999-later', '2030-01-01')`);
    database.close();
    await expect(readAll(file)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('newer version'),
    });
  });
});

describe('a full store', () => {
  test('takes no new record, says so, keeps what it has and lets it go', async () => {
    const store = await openRecordStore({ file, maximumBytes: statSync(file).size + 8192 });
    const many = Array.from({ length: 200 }, (_, index) => vnicRecord(index + 100));
    await expect(store.vnics.put(many, signal)).rejects.toMatchObject({
      code: 'STORE_FULL',
      message: expect.stringMatching(/records\.sqlite has no room: the disk is full/),
    });
    expect(await store.vnics.list({}, signal)).toEqual(records);
    await store.vnics.remove([vnicRecord(1)], signal);
    expect(await store.vnics.list({}, signal)).toEqual(records.slice(1));
    await store.close();
  });
});

describe('a store file', () => {
  test('is read by its owner only', () => {
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  test('that cannot be made is told', async () => {
    writeFileSync(join(folder, 'plain'), '');
    await expect(openRecordStore({ file: join(folder, 'plain', 'x.sqlite') })).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('plain/x.sqlite cannot be used'),
    });
  });
});
