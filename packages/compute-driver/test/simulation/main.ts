import { runSeed, type SeedReport } from './run-seed.ts';

/** Plays seeds `FIRST, FIRST + STRIDE, ...` and tells of each in a line of JSON; ends with the first that fails if told so. */
const [first = 1, stride = 1, count = 1, operations = 40] = process.argv.slice(2).map(Number);
const endsAtFirst = process.env.UNTIL_FOUND !== undefined;

for (let index = 0; index < count; index += 1) {
  const seed = first + index * stride;
  const { journal, ...report } = await runSeed(seed, { operations }).catch((error: unknown) =>
    brokenBy(seed, error),
  );
  const hasFailed = report.violations.length > 0;
  const told = { ...report, ...(hasFailed ? { journal } : {}) };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  if (hasFailed && endsAtFirst) break;
}

/** The simulation itself is at fault, or what it plays throws where nobody can catch it. */
function brokenBy(seed: number, error: unknown): SeedReport {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { seed, steps: 0, violations: [`broken: ${told}`], journal: [], digest: '', faults: 0 };
}
