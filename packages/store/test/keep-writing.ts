import { writeSync } from 'node:fs';
import { openRecordStore } from '../src/index.ts';
import { left, vnicRecord } from './records.ts';

/** A program to be killed: holds a system, writes one record after the other, and prints the number of each one kept. */
const signal = new AbortController().signal;
const store = await openRecordStore({ file: process.argv[2] ?? '' });
await store.locks.hold({ system: left, name: 'left', holder: `writer ${process.pid}` }, signal);
for (let index = 0; ; index += 1) {
  await store.vnics.put([vnicRecord(index)], signal);
  writeSync(1, `${index}\n`);
}
