import { once } from 'node:events';
import { type Clock, openSession } from '@powervm-sriov/pypowervm-ts';
import { parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { openRecordStore } from '../../src/index.ts';
import type { Assignment, Report, Tick } from './assignment.ts';
import { die, mortalLife, mortalRecords, mortalSession } from './life.ts';
import { noSignal, openSides } from './open-sides.ts';
import { works } from './works.ts';

/** A program that is killed: at the boundary that it is given, or else when it has told what it did. It never exits. */
const { console, file, work, partition, diesAt, now } = JSON.parse(process.argv[2] ?? '') as Assignment;
const life = mortalLife(diesAt);
const session = await openSession({ ...console, clock: clockOfParent(now) });
const records = mortalRecords(await openRecordStore({ file }), life);
const sides = await openSides(mortalSession(session, life), records);
for (const { host } of [sides.left, sides.right]) {
  await records.locks.hold({ system: host.system, holder: `${work} (pid ${process.pid})` }, noSignal);
}
life.begin();
await works[work](sides, parsePartitionUuid(partition));
await tell({ boundaries: life.boundaries() });
await die();

/** Who sleeps makes time pass for the platform, and wakes at once; the deadlines of requests are never reached. */
function clockOfParent(start: number): Clock {
  let time = start;
  return {
    now: () => time,
    async sleep(milliseconds) {
      if (milliseconds >= 60_000) return await new Promise<never>(() => {});
      await tell({ sleep: milliseconds });
      const [tick] = (await once(process, 'message')) as [Tick];
      time = Math.max(time, tick.now);
    },
  };
}

function tell(report: Report): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(report, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}
