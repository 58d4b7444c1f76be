import { expect, test } from 'vitest';
import { createPartition, detachInterface, evacuate, HostError, type RecordStore } from '../src/index.ts';
import { coldSpec, plugTwo, simulatedPair, smallPair } from './migrate-pair.ts';
import { type ReinedRecords, reinedRecords } from './reined-records.ts';
import { macOf, noSignal } from './simulated-host.ts';

/** Of two programs that share nothing but the records, which begins, and where each stops to let the other go on. */
interface Schedule {
  readonly first: 'detach' | 'evacuate';
  readonly firstStops: number;
  readonly secondStops: number;
}

const fencing = { kind: 'statement', by: 'root', text: 'its power cords are out' } as const;
const patience = { every: 1, longest: 1 };

test.each([
  {
    first: 'detach',
    secondFrom: 0,
    outcomes: ['detached', 'evacuated', 'undecided: detached', 'undecided: evacuated'],
  },
  { first: 'evacuate', secondFrom: Number.POSITIVE_INFINITY, outcomes: ['detached', 'evacuated'] },
] as const)(
  'a vNIC is detached or evacuated, never both, however the calls of the two for the records alternate: $first first',
  { timeout: 240_000 },
  async ({ first, secondFrom, outcomes }) => {
    const seen = new Set<string>();
    let isEarly = true;
    for (let firstStops = 0; isEarly; firstStops += 1) {
      isEarly = false;
      for (let secondStops = secondFrom; ; secondStops += 1) {
        const played = await play({ first, firstStops, secondStops });
        seen.add(played.outcome);
        isEarly ||= played.hasFirstStopped;
        if (!played.hasSecondStopped) break;
      }
    }
    expect([...seen].toSorted()).toEqual(outcomes);
  },
);

interface Played {
  readonly outcome: string;
  readonly hasFirstStopped: boolean;
  readonly hasSecondStopped: boolean;
}

async function play(schedule: Schedule): Promise<Played> {
  const pair = await simulatedPair({ world: smallPair });
  const { source, target } = await pair.open();
  const { partition } = await createPartition(source, { spec: coldSpec }, noSignal);
  await plugTwo(source, partition);
  const acts = {
    detach: (records: RecordStore) =>
      detachInterface({ ...source, records }, { partition, mac: macOf(1), patience }, noSignal).then(
        () => 'detached',
        (error: unknown) => told(error),
      ),
    evacuate: (records: RecordStore) =>
      evacuate(
        { ...target, records },
        { source: source.host.system, partition, fencing, powerOn: false },
        noSignal,
      ).then(({ phase }) => phase),
  };
  const reins = (calls: number) => reinedRecords(pair.records, { calls, system: source.host.system });
  const [first, second] = await alternate(schedule, acts, reins);
  const when = JSON.stringify(schedule);
  const results = [first.result, second.result];
  expect(results, when).toContain('awaiting-source');
  const answer = results.find((result) => result !== 'awaiting-source');

  const onTarget = pair.vnics().filter((line) => line.startsWith('right'));
  const isThere = (index: number) => onTarget.some((line) => line.includes(macOf(index)));
  expect(isThere(2), when).toBe(true);
  const truth = isThere(1) ? 'evacuated' : 'detached';
  const again = await acts.detach(pair.records);
  expect(again, when).toBe(truth);
  if (answer !== 'undecided') expect(answer, when).toBe(truth);
  const recorded = (await pair.wanted()).filter((line) => line.startsWith('right'));
  expect(recorded, when).toHaveLength(onTarget.length);
  return {
    outcome: answer === 'undecided' ? `undecided: ${truth}` : truth,
    hasFirstStopped: first.hasStopped,
    hasSecondStopped: second.hasStopped,
  };
}

function told(error: unknown): string {
  if (!(error instanceof HostError)) throw error;
  if (error.code === 'UNPLUG_INCOMPLETE') return 'undecided';
  expect(['MIGRATION_UNDER_WAY', 'PARTITION_NOT_READY']).toContain(error.code);
  return 'evacuated';
}

type Act = (records: RecordStore) => Promise<string>;

/** The first until it stops, the second until it stops, the first to its end, and the second to its end. */
async function alternate(
  { first, firstStops, secondStops }: Schedule,
  acts: Readonly<Record<Schedule['first'], Act>>,
  reins: (calls: number) => ReinedRecords,
) {
  const [one, other] = [reins(firstStops), reins(secondStops)];
  const begin = async ({ records: reined, stopped }: ReinedRecords, act: Act) => {
    const ending = act(reined);
    const hasStopped = await Promise.race([ending.then(() => false), stopped.then(() => true)]);
    return { ending, hasStopped };
  };
  const beginning = await begin(one, acts[first]);
  const following = await begin(other, acts[first === 'detach' ? 'evacuate' : 'detach']);
  one.letGo();
  const result = await beginning.ending;
  other.letGo();
  return [
    { result, hasStopped: beginning.hasStopped },
    { result: await following.ending, hasStopped: following.hasStopped },
  ] as const;
}
