import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecordStore } from '../src/index.ts';
import { left, vnicRecord } from './records.ts';

const signal = new AbortController().signal;
const disk = mountSmallDisk();
if (disk === undefined) console.warn('a full disk is not tried: no file system can be mounted here');

describe.skipIf(disk === undefined)('on a disk without room', () => {
  const file = join(disk ?? '', 'records.sqlite');
  const records = Array.from({ length: 50 }, (_, index) => vnicRecord(index + 1));
  beforeAll(async () => {
    const store = await openRecordStore({ file });
    await store.vnics.put(records, signal);
    await store.close();
    expect(() => writeFileSync(join(disk ?? '', 'filling'), Buffer.alloc(8 * 2 ** 20))).toThrow('ENOSPC');
  });
  afterAll(() => {
    if (disk === undefined) return;
    execFileSync('umount', ['-l', disk]);
    rmdirSync(disk);
  });

  test('a store is opened and read, takes nothing new, holds systems, and lets go of what is removed', async () => {
    const store = await openRecordStore({ file });
    expect(await store.vnics.list({}, signal)).toEqual(records);
    const many = Array.from({ length: 2000 }, (_, index) => vnicRecord(index + 100));
    await expect(store.vnics.put(many, signal)).rejects.toMatchObject({ code: 'STORE_FULL' });
    const lock = await store.locks.hold({ system: left, name: 'left', holder: 'vnic delete' }, signal);
    for (const record of records) await store.vnics.remove([record], signal);
    expect(await store.vnics.list({}, signal)).toEqual([]);
    await lock.release();
    await store.close();
  });

  test('the room is laid aside again as soon as there is some', async () => {
    rmSync(join(disk ?? '', 'filling'));
    await (await openRecordStore({ file })).close();
    expect(readdirSync(disk ?? '')).toContain('records.sqlite-reserve');
  });
});

function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmdirSync(folder);
    return undefined;
  }
}
