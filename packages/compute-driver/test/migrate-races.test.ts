import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, test } from 'vitest';
import {
  type ComputeHost,
  createPartition,
  detachInterface,
  evacuate,
  HostError,
  plugVifs,
  type RecordStore,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import { coldSpec, plugTwo, type SimulatedPair, simulatedPair, smallPair } from './migrate-pair.ts';
import { type ReinedRecords, type Reins, reinedRecords } from './reined-records.ts';
import { macOf, noSignal } from './simulated-host.ts';

/** Of two programs that share nothing but the records, which begins, and where each stops to let the other go on. */
interface Schedule {
  readonly change: 'attach' | 'detach';
  readonly first: 'change' | 'evacuation';
  readonly firstStops: number;
  readonly secondStops: number;
}

const once = Number.POSITIVE_INFINITY;

test.each([
  {
    change: 'detach',
    first: 'change',
    secondFrom: 0,
    outcomes: ['detached', 'refused', 'undecided: detached', 'undecided: refused'],
  },
  { change: 'detach', first: 'evacuation', secondFrom: once, outcomes: ['detached', 'refused'] },
  { change: 'attach', first: 'change', secondFrom: 0, outcomes: ['attached', 'refused'] },
  { change: 'attach', first: 'evacuation', secondFrom: once, outcomes: ['attached', 'refused'] },
] as const)(
  '$change on the source: an evacuation does as was answered, however their calls for the records alternate, $first first',
  { timeout: 240_000 },
  async ({ change, first, secondFrom, outcomes }) => {
    const seen = new Set<string>();
    let isEarly = true;
    for (let firstStops = 0; isEarly; firstStops += 1) {
      isEarly = false;
      for (let secondStops = secondFrom; ; secondStops += 1) {
        const played = await play({ change, first, firstStops, secondStops });
        seen.add(played.outcome);
        isEarly ||= played.hasFirstStopped;
        // Behind a first that has not stopped it is the same wherever the second stops.
        if (!played.hasFirstStopped || !played.hasSecondStopped) break;
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
  const { system } = source.host;
  const evacuation: Program = {
    writesMigrations: true,
    run: async (records) => {
      const request = { source: system, partition, fencing, powerOn: false };
      return (await evacuate({ ...target, records }, request, noSignal)).phase;
    },
  };
  const change: Program = {
    writesMigrations: false,
    run: (records) => changes[schedule.change]({ ...source, records }, partition),
  };
  const isChangeFirst = schedule.first === 'change';
  const programs = isChangeFirst ? ([change, evacuation] as const) : ([evacuation, change] as const);
  const [first, second] = await alternate(schedule, programs, (reins) =>
    reinedRecords(pair.records, { ...reins, system }),
  );
  const [answer, phase] = isChangeFirst ? [first.result, second.result] : [second.result, first.result];
  const when = JSON.stringify(schedule);
  expect(phase, when).toBe('awaiting-source');
  const truth = await judges[schedule.change](pair, { source, target, partition, answer, when });
  return {
    outcome: answer === 'undecided' ? `undecided: ${truth}` : answer,
    hasFirstStopped: first.hasStopped,
    hasSecondStopped: second.hasStopped,
  };
}

const fencing = { kind: 'statement', by: 'root', text: 'its power cords are out' } as const;
const patience = { every: 1, longest: 1 };

const changes = {
  attach: (compute: ComputeHost, partition: PartitionUuid) =>
    plugVifs(compute, { partition, bindings: [bindingOf(3)], patience }, noSignal).then(
      () => 'attached',
      told,
    ),
  detach: (compute: ComputeHost, partition: PartitionUuid) =>
    detachInterface(compute, { partition, mac: macOf(1), patience }, noSignal).then(() => 'detached', told),
};

function told(error: unknown): string {
  if (!(error instanceof HostError)) throw error;
  if (error.code === 'UNPLUG_INCOMPLETE') return 'undecided';
  expect(['MIGRATION_UNDER_WAY', 'PARTITION_NOT_READY']).toContain(error.code);
  return 'refused';
}

interface Ended {
  readonly source: ComputeHost;
  readonly target: ComputeHost;
  readonly partition: PartitionUuid;
  readonly answer: string;
  readonly when: string;
}

/** What was answered is so on the target, and whoever asks again learns the same. */
const judges = {
  async detach(pair: SimulatedPair, { source, partition, answer, when }: Ended): Promise<string> {
    const truth = (await macsOnTarget(pair, when)).includes(macOf(1)) ? 'refused' : 'detached';
    expect(await changes.detach(source, partition), when).toBe(truth);
    if (answer !== 'undecided') expect(answer, when).toBe(truth);
    return truth;
  },
  async attach(pair: SimulatedPair, { target, partition, answer, when }: Ended): Promise<string> {
    if (answer === 'attached') expect(await macsOnTarget(pair, when), when).toContain(macOf(3));
    expect(await changes.attach(target, partition), when).toBe('attached');
    expect(await macsOnTarget(pair, when), when).toContain(macOf(3));
    return answer;
  },
};

/** They are what is recorded there; the vNIC that nobody changes is among them. */
async function macsOnTarget(pair: SimulatedPair, when: string): Promise<readonly string[]> {
  const macs = pair.vnics().flatMap((line) => (line.startsWith('right') ? [line.split(' ')[2] ?? ''] : []));
  const recorded = (await pair.wanted()).filter((line) => line.startsWith('right'));
  expect(recorded, when).toEqual(macs.map((mac) => `right ${mac} plugged`));
  expect(macs, when).toContain(macOf(2));
  return macs;
}

interface Program extends Pick<Reins, 'writesMigrations'> {
  run(records: RecordStore): Promise<string>;
}

/** The first until it stops, the second until it stops, the first to its end, and the second to its end. */
async function alternate(
  { firstStops, secondStops }: Schedule,
  [first, second]: readonly [Program, Program],
  rein: (reins: Omit<Reins, 'system'>) => ReinedRecords,
) {
  const begin = async ({ run, writesMigrations }: Program, calls: number) => {
    const { records, stopped, letGo } = rein({ calls, writesMigrations });
    const ending = run(records);
    const hasStopped = await Promise.race([ending.then(() => false), stopped.then(() => true)]);
    return { hasStopped, ending, letGo };
  };
  const end = async ({ hasStopped, ending, letGo }: Awaited<ReturnType<typeof begin>>) => {
    letGo();
    return { hasStopped, result: await ending };
  };
  const one = await begin(first, firstStops);
  const other = await begin(second, secondStops);
  return [await end(one), await end(other)] as const;
}
