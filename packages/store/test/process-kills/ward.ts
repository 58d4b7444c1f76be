import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordStore } from '@powervm-sriov/compute-driver';
import { type Simulator, startSimulator, VirtualClock } from '@powervm-sriov/powervm-simulator';
import { type Clock, openSession } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { openRecordStore } from '../../src/index.ts';
import type { Assignment, Ending, Report, Tick } from './assignment.ts';
import { killWorld } from './kill-world.ts';
import { openSides, type Sides } from './open-sides.ts';

/** A console and a record file that outlive every process that works on them. */
export interface Ward {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly partition: (name: string) => PartitionUuid;
  /** A process of its own does it, and is killed: what it came to, or nothing when the kill came first. */
  readonly inChild: (task: Pick<Assignment, 'work' | 'partition' | 'diesAt'>) => Promise<Ending | undefined>;
  /** The test itself does it, with nothing remembered. */
  readonly inProcess: <Result>(work: (sides: Sides) => Promise<Result>) => Promise<Result>;
  readonly inRecords: <Result>(work: (records: RecordStore) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export async function openWard(program: string): Promise<Ward> {
  const clock = new VirtualClock();
  const listen = { host: '127.0.0.1', port: 0 };
  const simulator = await startSimulator({ world: killWorld, clock, listen });
  const { user, password, transport, url = '' } = simulator;
  const folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));
  const file = join(folder, 'records.sqlite');
  const console = { credentials: { user, password }, backingDeviceChange: 'cli' } as const;
  const inRecords: Ward['inRecords'] = async (work) => {
    const records = await openRecordStore({ file });
    return await work(records).finally(() => records.close());
  };
  return {
    simulator,
    clock,
    partition(name) {
      const all = simulator.control.state().systems.flatMap(({ partitions }) => partitions);
      const found = all.find((each) => each.name === name);
      if (found === undefined) throw new Error(`the world has no partition ${name}`);
      return parsePartitionUuid(found.uuid);
    },
    inChild(task) {
      const assignment = { ...task, console: { ...console, url }, file, now: clock.now() };
      return liveAndDie(program, assignment, clock);
    },
    inRecords,
    inProcess: (work) =>
      inRecords(async (records) => {
        const session = await openSession({ ...console, transport, clock: clockOn(clock) });
        return await work(await openSides(session, records));
      }),
    async close() {
      await simulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function liveAndDie(
  program: string,
  assignment: Assignment,
  clock: VirtualClock,
): Promise<Ending | undefined> {
  const child = fork(program, [JSON.stringify(assignment)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let ending: Ending | undefined;
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  child.on('message', (report: Report) => {
    if (!('sleep' in report)) {
      ending = report;
      return;
    }
    clock.advance(report.sleep);
    // The child may be dead by now.
    child.send({ now: clock.now() } satisfies Tick, () => undefined);
  });
  const [code, killer] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (killer === 'SIGKILL') return ending;
  throw new Error(`the process was to be killed, and ended by itself (${code ?? killer}): ${words}`);
}

/** Who sleeps makes time pass for the platform, and wakes at once; the deadlines of requests are never reached. */
function clockOn(clock: VirtualClock): Clock {
  return {
    now: () => clock.now(),
    async sleep(milliseconds) {
      if (milliseconds >= 60_000) return await new Promise<never>(() => {});
      clock.advance(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
