import fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkInvariants } from '../check-invariants.fixture.ts';
import { deletePartition } from '../delete-partition.ts';
import { PlatformRefusal } from '../platform-refusal.ts';
import type { ManagedSystem } from '../platform-state.ts';
import { failAdapter, returnAdapter } from '../set-adapter-health.ts';
import { powerOffPartition, powerOnPartition } from '../set-partition-power.ts';
import { startSystem, stopSystem } from '../set-system-power.ts';
import { startVios, stopVios } from '../set-vios-power.ts';
import { abortMigration, recoverMigration } from './end-migration.ts';
import { openPair, type Pair } from './pair.fixture.ts';

type Step = (pair: Pair, at: { from: ManagedSystem; to: ManagedSystem; which: number }) => void;

/** The partition that a step is about, wherever it is by now. */
function target({ from, which }: Parameters<Step>[1]) {
  const partition = from.partitions[which % Math.max(1, from.partitions.length)];
  return { system: from.uuid, partition: partition?.uuid ?? '' };
}

const steps: Readonly<Record<string, Step>> = {
  plug: (pair, { which }) => void pair.plug(pair.left.partitions[which]),
  migrate: (pair, at) =>
    pair.start({ ...target(at), targetName: at.to.name, allowsFewerDevices: at.which === 0 }),
  'migrate more': (pair, at) => pair.start({ ...target(at), targetName: at.to.name }),
  abort: ({ platform }, at) => abortMigration(platform, target(at)),
  recover: ({ platform }, at) => recoverMigration(platform, { ...target(at), force: true }),
  'fail half way': (_pair, { from, which }) =>
    Object.assign(from.partitions[which] ?? {}, {
      migrationFailure: { at: 'half', reason: 'r', needsForce: false },
    }),
  'fail at the end': (_pair, { from, which }) =>
    Object.assign(from.partitions[which] ?? {}, {
      migrationFailure: { at: 'end', reason: 'r', needsForce: true },
    }),
  'power on': ({ platform }, at) => powerOnPartition(platform, target(at)),
  'power off': ({ platform }, at) => powerOffPartition(platform, target(at)),
  'remove it': ({ platform }, at) => deletePartition(platform, target(at)),
  'stop a VIOS': ({ platform }, { from, which }) =>
    stopVios(platform, { system: from.uuid, vios: from.vioses[which % 2]?.uuid ?? '' }),
  'start a VIOS': ({ platform }, { from, which }) =>
    startVios(platform, { system: from.uuid, vios: from.vioses[which % 2]?.uuid ?? '' }),
  'fail a card': ({ platform }, { from, which }) =>
    failAdapter(platform, from.adapters[which % 2]?.location ?? ''),
  'return a card': ({ platform }, { from, which }) =>
    returnAdapter(platform, from.adapters[which % 2]?.location ?? ''),
  'lose power': ({ platform }, { from }) => stopSystem(platform, { system: from.uuid }),
  'get power': ({ platform }, { from }) => startSystem(platform, { system: from.uuid }),
  'wait a little': ({ clock }) => clock.advance(1_000),
  'wait long': ({ clock }) => clock.advance(30_000),
};

const step = fc.record({
  name: fc.constantFrom(...Object.keys(steps)),
  toTheLeft: fc.boolean(),
  which: fc.nat({ max: 3 }),
});

describe('whatever migrates, fails and loses power', () => {
  it('each partition is in one place or under way between two, and the books of both are right', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (chosen) => {
        const pair = openPair();
        for (const { name, toTheLeft, which } of chosen) {
          const [from, to] = toTheLeft ? [pair.right, pair.left] : [pair.left, pair.right];
          try {
            steps[name]?.(pair, { from, to, which });
          } catch (error) {
            if (!(error instanceof PlatformRefusal)) throw error;
          }
          checkInvariants(pair.platform.state);
        }
      }),
      { numRuns: 150 },
    );
  });
});
