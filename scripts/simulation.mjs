/**
 * The seeded simulation without a test runner.
 *
 * `simulation.mjs soak`: SEEDS (5000) seeds of OPERATIONS (200) steps from SEED (1) on, on all processors.
 * `simulation.mjs bugs [NAME]`: plants each known mistake in turn, and looks for the first seed that finds it; fails when
 * one is not found within SEEDS (500) of OPERATIONS (40).
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { plantedBugs } from '../packages/compute-driver/test/simulation/planted-bugs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = fileURLToPath(new URL('../packages/compute-driver/test/simulation/main.ts', import.meta.url));
/** As deep below its package as the sources, so that the worlds are found from here, too. */
const built = join(root, 'packages/compute-driver/.cache');
const builds = [];
const processors = availableParallelism();

const [mode, ...names] = process.argv.slice(2);
try {
  if (mode === 'soak') process.exitCode = await soak();
  else if (mode === 'bugs') process.exitCode = await findBugs(names);
  else throw new Error('say soak or bugs');
} finally {
  for (const folder of builds) rmSync(folder, { recursive: true, force: true });
}

async function soak() {
  const [seeds, operations, first] = [number('SEEDS', 5_000), number('OPERATIONS', 200), number('SEED', 1)];
  const file = await compile('sound', []);
  const begun = performance.now();
  const failed = [];
  let [played, faults] = [0, 0];
  const tell = (report) => {
    played += 1;
    faults += report.faults;
    if (report.violations.length > 0) failed.push(explain(report, operations));
    if (played % 50 === 0 || played === seeds) process.stdout.write(`${progress()}\n`);
  };
  const progress = () => {
    const rate = (played * 1_000) / (performance.now() - begun);
    return `${played} of ${seeds} seeds of ${operations} steps, ${(faults / played).toFixed(1)} faults each, ${failed.length} failed, ${rate.toFixed(2)} seeds/s`;
  };
  const shares = Array.from({ length: processors }, (_, index) => ({
    first: first + index,
    stride: processors,
    count: Math.ceil((seeds - index) / processors),
  }));
  await Promise.all(shares.map((share) => play(file, { ...share, operations }, tell)));
  for (const text of failed) process.stdout.write(`\n${text}\n`);
  return failed.length === 0 && played === seeds ? 0 : 1;
}

function explain({ seed, violations, journal }, operations) {
  const replay = `SEED=${seed} OPERATIONS=${operations} npx vitest run packages/compute-driver/test/simulation`;
  return [`seed ${seed}; replay with: ${replay}`, ...journal.slice(-60), ...violations].join('\n');
}

async function findBugs(wanted) {
  const [seeds, operations] = [number('SEEDS', 500), number('OPERATIONS', 40)];
  const bugs = plantedBugs.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const results = new Map();
  const sound = await compile('sound', []);
  const left = [...bugs];
  const hunt = async () => {
    for (let bug = left.shift(); bug !== undefined; bug = left.shift()) {
      results.set(bug, await findBug(bug, { sound, seeds, operations }));
      process.stdout.write(`${line(bug, results.get(bug))}\n`);
    }
  };
  process.stdout.write(`seed step faults  bug: what it broke\n`);
  await Promise.all(Array.from({ length: processors }, hunt));
  const missed = bugs.filter((bug) => results.get(bug) === undefined);
  process.stdout.write(
    `${bugs.length - missed.length} of ${bugs.length} planted bugs found within ${seeds} seeds\n`,
  );
  return missed.length === 0 ? 0 : 1;
}

/** What fails without the bug, too, has not found it. */
async function findBug({ name, edits }, { sound, seeds, operations }) {
  const file = await compile(name, edits);
  let first = 1;
  while (first <= seeds) {
    let found;
    const rest = { first, stride: 1, count: seeds - first + 1, operations, untilFound: true };
    await play(file, rest, (report) => {
      if (report.violations.length > 0) found = report;
    });
    if (found === undefined || (await isSound(sound, { seed: found.seed, operations }))) return found;
    first = found.seed + 1;
  }
  return undefined;
}

async function isSound(file, { seed, operations }) {
  let violations = [];
  await play(file, { first: seed, stride: 1, count: 1, operations }, (report) => {
    violations = report.violations;
  });
  return violations.length === 0;
}

function line({ name }, found) {
  if (found === undefined) return `                  ${name}: NOT FOUND`;
  const { seed, steps, faults, violations } = found;
  const figures = [seed, steps, faults].map((figure) => String(figure).padStart(4)).join(' ');
  return `${figures}    ${name}: ${violations[0].slice(0, 160)}`;
}

/** Plays a share of the seeds in a process of its own. */
async function play(file, { first, stride, count, operations, untilFound = false }, tell) {
  const child = spawn(process.execPath, [file, first, stride, count, operations].map(String), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(untilFound ? { UNTIL_FOUND: '1' } : {}) },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const text of createInterface(child.stdout)) tell(JSON.parse(text));
  const code = await ended;
  if (code !== 0) throw new Error(`the simulation ended with ${code}`);
}

/** One file, with the edits made to the sources on their way into it. */
async function compile(name, edits) {
  const outDir = join(built, `${name.replaceAll(/\W+/g, '-')}-${process.pid}`);
  builds.push(outDir);
  const made = new Set();
  const plant = {
    name: 'plant',
    setup(building) {
      building.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
        const here = edits.filter(({ file }) => path === join(root, file));
        if (here.length === 0) return undefined;
        let contents = await readFile(path, 'utf8');
        for (const edit of here) {
          if (contents.split(edit.find).length !== 2) {
            throw new Error(`${edit.file} does not have exactly one: ${edit.find}`);
          }
          contents = contents.replace(edit.find, () => edit.replace);
          made.add(edit);
        }
        return { contents, loader: 'ts' };
      });
    },
  };
  await build({
    entry: { main: program },
    outDir,
    config: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    silent: true,
    splitting: false,
    noExternal: [/./],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    esbuildPlugins: [plant],
    esbuildOptions: (options) => {
      options.conditions = ['@powervm-sriov/source'];
    },
  });
  const missing = edits.find((edit) => !made.has(edit));
  if (missing !== undefined) throw new Error(`${missing.file} is not part of the simulation`);
  return join(outDir, 'main.js');
}

function number(name, usual) {
  const given = Number(process.env[name] ?? usual);
  if (Number.isInteger(given) && given > 0) return given;
  throw new Error(`${name} is to be a whole number above 0, not ${process.env[name]}`);
}
