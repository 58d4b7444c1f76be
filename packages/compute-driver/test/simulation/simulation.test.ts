import { describe, expect, test } from 'vitest';
import { runSeed, type SeedReport } from './run-seed.ts';

/** `SEED=123 OPERATIONS=200` plays one seed and shows what happened. */
const { SEED, OPERATIONS = '40' } = process.env;
const operations = Number(OPERATIONS);
const seeds = SEED === undefined ? Array.from({ length: 12 }, (_, index) => index + 1) : [Number(SEED)];
const timeout = 300_000;

describe('a cluster under chance, on a virtual clock', () => {
  test.each(seeds)(
    'seed %i keeps every invariant',
    async (seed) => {
      const report = await runSeed(seed, { operations });
      expect(report.violations, explain(report)).toEqual([]);
    },
    timeout,
  );

  test(
    'a seed replays byte for byte, whatever people’s clocks say',
    async () => {
      const [first, second, still] = [
        await runSeed(7, { operations }),
        await runSeed(7, { operations }),
        await runSeed(7, { operations, wallClockJumps: false }),
      ];
      expect(first.faults).toBeGreaterThan(10);
      expect(second.journal).toEqual(first.journal);
      expect([second.digest, still.digest]).toEqual([first.digest, first.digest]);
      expect((await runSeed(8, { operations })).digest).not.toBe(first.digest);
    },
    timeout,
  );
});

function explain({ seed, journal }: SeedReport): string {
  const replay = `SEED=${seed} OPERATIONS=${operations} npx vitest run packages/compute-driver/test/simulation`;
  return [`replay with: ${replay}`, ...journal].join('\n');
}
