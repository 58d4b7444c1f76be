import { type Clock, openSession, type RestResponse } from '@powervm-sriov/pypowervm-ts';
import { type ComputeHost, createComputeHost, openHost, type RecordTable } from '../src/index.ts';
import type { SimulatedComputeHost } from './simulated-compute-host.ts';
import { noSignal } from './simulated-host.ts';

export interface MortalProcess {
  readonly compute: ComputeHost;
  /** `died` when the process came to its end first: whatever it awaited it awaits for ever. */
  readonly run: (work: (compute: ComputeHost) => Promise<unknown>) => Promise<'ended' | 'died'>;
}

/**
 * A second process on the same console and records, which is killed after so many steps. A step lies before and after
 * each change: of the platform, by a request that is no GET, or of the records. What was sent before the end takes
 * effect; nobody gets the answer.
 */
export async function mortalProcess(
  { simulator, compute: { records } }: SimulatedComputeHost,
  steps: number,
): Promise<MortalProcess> {
  const life = lifeOf(steps);
  const { user, password } = simulator;
  const session = await openSession({
    transport: async (request, signal): Promise<RestResponse> => {
      const isChange = request.method !== 'GET' && !request.path.endsWith('/Logon');
      return await life.during(isChange, () => simulator.transport(request, signal));
    },
    credentials: { user, password },
    clock: patientClock,
  });
  const host = await openHost({ session, maximumAge: 0 }, noSignal);
  const mortal = <Entry extends Key, Key>(table: RecordTable<Entry, Key>): RecordTable<Entry, Key> => ({
    list: (...given) => life.during(false, () => table.list(...given)),
    find: (...given) => life.during(false, () => table.find(...given)),
    put: (...given) => life.during(true, () => table.put(...given)),
    remove: (...given) => life.during(true, () => table.remove(...given)),
  });
  const compute = createComputeHost({
    host,
    records: { ...records, vnics: mortal(records.vnics), partitions: mortal(records.partitions) },
    askedBy: 'nova',
    wallClock: () => new Date(0),
  });
  return {
    compute,
    async run(work) {
      life.begin();
      const ended = work(compute).then(
        () => 'ended' as const,
        () => 'ended' as const,
      );
      return await Promise.race([ended, life.over]);
    },
  };
}

/** Counts from {@link begin} on; what is done before costs no life. */
function lifeOf(steps: number) {
  let left = Number.POSITIVE_INFINITY;
  let die: (how: 'died') => void = () => {};
  const over = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const step = async (isChange: boolean): Promise<void> => {
    if (isChange) left -= 1;
    if (left >= 0) return;
    die('died');
    await new Promise<never>(() => {});
  };
  return {
    over,
    begin() {
      left = steps;
    },
    async during<Result>(isChange: boolean, work: () => Promise<Result>): Promise<Result> {
      await step(isChange);
      const result = await work();
      await step(isChange);
      return result;
    },
  };
}

/** Pauses pass at once; deadlines are never reached. */
const patientClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) =>
    new Promise((resolve) => {
      if (milliseconds < 60_000) setImmediate(resolve);
    }),
};
