import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltProgram, buildProgram } from '../build-program.ts';
import { killCases } from './kill-cases.ts';
import { killEverywhere } from './kill-everywhere.ts';

/**
 * At how many boundaries of each work a process is killed (`all` for every one), at how many boundaries of what follows
 * each of these kills another one is, and in which work.
 */
const { KILLS = '1', RECOVERIES = '0', WORK } = process.env;
const wanted = Number(KILLS.replace('all', 'Infinity'));
const recoveries = Number(RECOVERIES);

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram(new URL('./mortal-program.ts', import.meta.url));
}, 60_000);
afterAll(() => program.remove());

describe('whatever a process was doing when it was killed comes to rest, and can be asked for again', () => {
  test.each(killCases.filter(({ work }) => WORK === undefined || work === WORK))(
    '$work',
    { timeout: 10 * 3_600_000 },
    async (given) => {
      const plan = { boundaries: wanted, recoveries };
      const { boundaries, kills, rests, failures } = await killEverywhere(program.file, given, plan);
      const seen = [...rests].map(([rest, times]) => `${times} x ${rest}`).join('; ');
      process.stderr.write(`${given.work}: ${boundaries} boundaries, ${kills} kills; ${seen}\n`);
      expect(failures).toEqual([]);
      expect(kills).toBeGreaterThanOrEqual(Math.min(boundaries, wanted));
      expect(boundaries).toBeGreaterThanOrEqual(8);
    },
  );
});
