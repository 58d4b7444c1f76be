/**
 * The one way to run anything here with only Node and npm: `npm start`, `npm test`, `npm run check` ...
 * Brings the pinned pnpm, installs what the lockfile names when that changed, then runs the task's steps.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.installed-lockfile');

/** A step is [what it does, program, arguments]; quiet ones show their output only when they fail. */
const step = (title, program, args, options = {}) => ({ title, program, args, ...options });

const build = step(
  'building what changed',
  'turbo',
  ['build', '--output-logs=errors-only', '--log-order=grouped'],
  {
    quiet: true,
  },
);
const typecheck = step('checking types', 'tsc', ['-p', 'tsconfig.json']);

const bench = (name, args) =>
  step('measuring', 'vitest', ['run', '--config', 'vitest.bench.config.ts', name, ...args]);

/** The whole of what `npm test` runs a share of; the environment asks for more or less, `SOAK=50 npm run soak:filling`,
 * `KILLS=20 WORK='live migration' npm run soak:kills`. */
const soak = (file, env, args) => step('running all of it', 'vitest', ['run', file, ...args], { env });

const tasks = {
  start: (args) => [build, step('', process.execPath, ['apps/cli/dist/main.js', 'demo', ...args])],
  test: (args) => [typecheck, step('running the tests', 'vitest', ['run', ...args])],
  check: () => [
    step('checking format and lint', 'biome', ['ci', '--error-on-warnings', '.']),
    step('checking promises and types in use', 'eslint', ['--max-warnings=0', '.']),
    step('checking layers and cycles', 'depcruise', [
      'packages',
      'apps',
      '--config',
      '.dependency-cruiser.mjs',
    ]),
    step('checking for dead exports', 'knip', []),
    step('checking links in the documents', process.execPath, ['scripts/check-links.mjs']),
    build,
    step('checking the packages as published', process.execPath, ['scripts/check-packages.mjs']),
  ],
  build: () => [build],
  'bench:placement': (args) => [bench('placement.bench.ts', args)],
  'bench:requests': (args) => [bench('requests.bench.ts', args)],
  'soak:filling': (args) => [soak('compute-driver/test/filling-', { SOAK: '500' }, args)],
  'soak:kills': (args) => [soak('store/test/process-kills', { KILLS: 'all', RECOVERIES: '3' }, args)],
  'soak:simulation': (args) => [
    step('playing seeds', process.execPath, ['scripts/simulation.mjs', 'soak', ...args]),
  ],
  'planted-bugs': (args) => [
    step('planting known mistakes, each to be found', process.execPath, [
      'scripts/simulation.mjs',
      'bugs',
      ...args,
    ]),
  ],
  format: () => [step('formatting', 'biome', ['check', '--write', '.'])],
};

requireNode(manifest.engines.node.replace('>=', ''));
const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, name))
  fail(`no task ${JSON.stringify(name ?? '')}; known: ${Object.keys(tasks).join(', ')}`);
install();
for (const each of tasks[name](args)) run(each);

/** Installs with the pinned pnpm, unless the lockfile and every manifest are those of the last install. */
function install() {
  const wanted = installedState();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const pnpm = manifest.packageManager;
  run(
    step(
      'installing the packages that the lockfile pins',
      'npx',
      ['--yes', pnpm, 'install', '--frozen-lockfile'],
      { quiet: true },
    ),
  );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function installedState() {
  const manifests = ['packages', 'apps', 'docs'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((each) => join(folder, each, 'package.json')),
  );
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function run({ title, program, args, env = {}, quiet = false }) {
  if (title) process.stderr.write(`› ${title}\n`);
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: {
      ...env,
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      DO_NOT_TRACK: '1',
      TURBO_TELEMETRY_DISABLED: '1',
      npm_config_update_notifier: 'false',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) fail(`${program} did not start: ${result.error.message}`);
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout}${result.stderr}`);
  process.exit(result.status ?? 1);
}

function requireNode(wanted) {
  const [major, minor] = wanted.split('.').map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  fail(`Node ${wanted} or newer is needed, this is ${process.versions.node}`);
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
