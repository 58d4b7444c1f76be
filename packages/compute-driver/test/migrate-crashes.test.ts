import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, test } from 'vitest';
import {
  confirmColdMigration,
  createPartition,
  evacuate,
  isFinished,
  migrateCold,
  migrateLive,
  powerOn,
  resumeMigration,
  revertColdMigration,
} from '../src/index.ts';
import {
  coldSpec,
  endingLife,
  plugTwo,
  type Sides,
  type SimulatedPair,
  simulatedPair,
  smallPair,
} from './migrate-pair.ts';
import { macOf, noSignal } from './simulated-host.ts';

interface Act {
  readonly name: string;
  readonly prepare: (pair: SimulatedPair, sides: Sides) => Promise<PartitionUuid>;
  readonly act: (sides: Sides, partition: PartitionUuid) => Promise<unknown>;
  /** Where the partition may be when it has come to rest. */
  readonly rests: readonly string[];
}

const guest = async (pair: SimulatedPair, { source }: Sides): Promise<PartitionUuid> => {
  const partition = pair.partition('guest1');
  await plugTwo(source, partition);
  return partition;
};

const ours = async (_pair: SimulatedPair, { source }: Sides): Promise<PartitionUuid> => {
  const { partition } = await createPartition(source, { spec: coldSpec }, noSignal);
  await plugTwo(source, partition);
  await powerOn(source, partition, noSignal);
  return partition;
};

const moved = async (pair: SimulatedPair, sides: Sides): Promise<PartitionUuid> => {
  const partition = await ours(pair, sides);
  await migrateCold(sides, { partition, id: 'm-1' }, noSignal);
  return partition;
};

const statement = { kind: 'statement', by: 'root', text: 'its power cords are out' } as const;

const acts: readonly Act[] = [
  {
    name: 'a live migration',
    prepare: guest,
    act: (sides, partition) => migrateLive(sides, { partition }, noSignal),
    rests: ['done: right', 'none: left', 'rolled-back: left'],
  },
  {
    name: 'a cold migration',
    prepare: ours,
    act: (sides, partition) => migrateCold(sides, { partition, id: 'm-1' }, noSignal),
    rests: ['awaiting-confirm: left right', 'rolled-back: left'],
  },
  {
    name: 'the confirmation of a cold migration',
    prepare: moved,
    act: ({ source }) => confirmColdMigration(source, 'm-1', noSignal),
    rests: ['done: right'],
  },
  {
    name: 'the revert of a cold migration',
    prepare: moved,
    act: (sides) => revertColdMigration(sides, 'm-1', noSignal),
    rests: ['rolled-back: left'],
  },
  {
    name: 'an evacuation',
    prepare: async (pair, sides) => {
      const partition = await ours(pair, sides);
      pair.control.setSystemPower('left-9009-42A', 'off');
      return partition;
    },
    act: ({ source, target }, partition) =>
      evacuate(target, { source: source.host.system, partition, fencing: statement }, noSignal),
    rests: ['awaiting-source: left right', 'rolled-back: left'],
  },
];

test.each(acts)(
  '$name, killed or cut off after any change, comes to rest when it is resumed',
  { timeout: 120_000 },
  async (given) => {
    const seen = new Set<string>();
    let steps = 0;
    for (; (await endAt(steps, given, seen)) === 'ended early'; steps += 1);
    expect(steps).toBeGreaterThan(4);
    expect([...seen].toSorted()).toEqual(given.rests.toSorted());
  },
);

/** In turn the process dies, and only its connections do: then it has a chance to tidy up, and no means. */
async function endAt(
  steps: number,
  { prepare, act }: Act,
  seen: Set<string>,
): Promise<'ended early' | 'through'> {
  const pair = await simulatedPair({ world: smallPair });
  const ending = steps % 2 === 0 ? 'killed' : 'cut off';
  const life = endingLife(ending);
  const partition = await prepare(pair, await pair.open());
  const doomed = await pair.open('operator test', life);
  life.begin(steps);
  const through = act(doomed, partition).catch(() => undefined);
  await Promise.race([through, life.over]);
  seen.add(await resume(pair, `${ending} at step ${steps}`));
  return life.isOver() ? 'ended early' : 'through';
}

/** Another process takes it up, twice; afterwards platform and records agree, and nothing is held. */
async function resume(pair: SimulatedPair, when: string): Promise<string> {
  const { source, target } = await pair.open();
  for (let round = 1; round <= 2; round += 1) {
    const [record] = await pair.records.migrations.list({}, noSignal);
    if (record !== undefined) await resumeMigration([source, target], record.id, noSignal);
  }
  const records = await pair.records.migrations.list({}, noSignal);
  expect(records.length, when).toBeLessThan(2);
  const phase = records[0]?.phase ?? 'none';
  const there = pair.vnics().map((line) => line.split(' '));
  const systems = [...new Set(there.map(([system = '']) => system))];
  for (const system of systems) {
    const macs = there.filter(([on]) => on === system).map(([, , mac]) => mac);
    expect(macs, when).toEqual([macOf(1), macOf(2)]);
  }
  const wanted = await pair.wanted();
  const home = phase === 'awaiting-source' ? ['right'] : systems;
  expect(wanted, when).toEqual(
    home.flatMap((system) => [1, 2].map((index) => `${system} ${macOf(index)} plugged`)),
  );
  expect(
    [source, target].flatMap(({ host }) => host.reservations()),
    when,
  ).toEqual([]);
  if (phase !== 'awaiting-confirm' && phase !== 'none')
    expect(isFinished(records[0]?.phase ?? 'moving'), when).toBe(true);
  return `${phase}: ${systems.join(' ')}`;
}
