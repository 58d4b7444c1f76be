/** How long `pvm-sriov --help` takes beside bare node: `node apps/cli/bench/start.mjs [dist/main.js]`, after a build. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = process.argv[2] ?? fileURLToPath(new URL('../dist/main.js', import.meta.url));
const rounds = 21;

const bare = median(['-e', '0']);
const help = median([program, '--help']);
console.log(`node -e 0         ${bare.toFixed(1)} ms`);
console.log(
  `pvm-sriov --help  ${help.toFixed(1)} ms, ${(help / bare).toFixed(2)} times bare node (median of ${rounds})`,
);

function median(args) {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`);
    return performance.now() - start;
  });
  return times.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0;
}
