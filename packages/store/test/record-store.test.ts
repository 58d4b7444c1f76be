import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryRecordStore, type RecordStore } from '@powervm-sriov/compute-driver';
import { parsePartitionUuid, parseSystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecordStore } from '../src/index.ts';
import { left, migrationRecord, partitionRecord, right, vnicRecord } from './records.ts';

const signal = new AbortController().signal;

describe.each([
  ['in memory', () => Promise.resolve(memoryRecordStore())],
  ['on SQLite', (folder: string) => openRecordStore({ file: join(folder, 'state', 'records.sqlite') })],
])('a record store %s', (_, open) => {
  let folder: string;
  let store: RecordStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));
    store = await open(folder);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test('gives back what was put, by key, with everything that it did not have still missing', async () => {
    const record = vnicRecord(1);
    await store.vnics.put([record], signal);
    await store.partitions.put([partitionRecord], signal);
    await store.migrations.put([migrationRecord], signal);

    expect(await store.vnics.find(record, signal)).toEqual(record);
    expect(await store.partitions.find(partitionRecord, signal)).toEqual(partitionRecord);
    expect(await store.migrations.find({ id: 'migration-1' }, signal)).toEqual(migrationRecord);
    expect(await store.migrations.find({ id: 'migration-2' }, signal)).toBeUndefined();
  });

  test('a record gives way to another with its key, whatever the case of its UUIDs', async () => {
    const record = vnicRecord(1);
    await store.vnics.put([record], signal);
    const again = vnicRecord(1, {
      system: parseSystemUuid(record.system.toUpperCase()),
      partition: parsePartitionUuid(record.partition.toLowerCase()),
      state: 'plugged',
    });
    await store.vnics.put([again], signal);
    expect(await store.vnics.list({ system: left }, signal)).toEqual([again]);
    await store.vnics.remove([record], signal);
    expect(await store.vnics.list({}, signal)).toEqual([]);
  });

  test('lists in the order of the keys, and a migration under both of its systems', async () => {
    await store.vnics.put([vnicRecord(3), vnicRecord(1), vnicRecord(2, { system: right })], signal);
    await store.migrations.put([migrationRecord], signal);

    expect(await store.vnics.list({ system: left }, signal)).toEqual([vnicRecord(1), vnicRecord(3)]);
    expect(await store.migrations.list({ system: left }, signal)).toEqual([migrationRecord]);
    expect(await store.migrations.list({ system: right }, signal)).toEqual([migrationRecord]);
    expect(await store.partitions.list({ system: right }, signal)).toEqual([]);
  });

  test('lists what is of one partition, in either case', async () => {
    const other = parsePartitionUuid('1A9FFB20-5D19-4A8C-BB80-13650627D985');
    await store.vnics.put([vnicRecord(1), vnicRecord(2, { partition: other })], signal);
    await store.migrations.put([migrationRecord], signal);
    const partition = parsePartitionUuid(migrationRecord.partition.toLowerCase());

    expect(await store.vnics.list({ system: left, partition }, signal)).toEqual([vnicRecord(1)]);
    expect(await store.migrations.list({ system: right, partition }, signal)).toEqual([migrationRecord]);
    expect(await store.migrations.list({ partition: other }, signal)).toEqual([]);
  });

  test('removing what is not there, and putting nothing, are no errors', async () => {
    await store.vnics.remove([vnicRecord(9)], signal);
    await store.vnics.put([], signal);
    await store.vnics.remove([], signal);
    expect(await store.vnics.list({}, signal)).toEqual([]);
  });

  test('keeps maintenance marks', async () => {
    expect(await store.cordons.read(left, signal)).toEqual([]);
    await store.cordons.write(left, [{ kind: 'host', note: 'firmware' }], signal);
    expect(await store.cordons.read(left, signal)).toEqual([{ kind: 'host', note: 'firmware' }]);
    await store.cordons.write(left, [], signal);
    expect(await store.cordons.read(left, signal)).toEqual([]);
  });

  test('a system is held by one at a time, and the refusal names it and who holds it', async () => {
    const lock = await store.locks.hold({ system: left, name: 'left', holder: 'agent (pid 17)' }, signal);
    await expect(
      store.locks.hold({ system: left, name: 'left', holder: 'vnic create' }, signal),
    ).rejects.toMatchObject({
      code: 'HOST_LOCKED',
      message: expect.stringContaining('system left is being changed by agent (pid 17)'),
    });
    await (await store.locks.hold({ system: right, name: 'right', holder: 'vnic create' }, signal)).release();
    await lock.release();
    await (await store.locks.hold({ system: left, name: 'left', holder: 'vnic create' }, signal)).release();
  });
});
