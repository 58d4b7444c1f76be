/** Packs each package as it would be published and lets publint and are-the-types-wrong read the tarball. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'powervm-sriov-pack-'));
try {
  for (const name of readdirSync('packages')) {
    run('pnpm', ['pack', '--pack-destination', folder], join('packages', name));
    run('publint', ['--strict', '--pack', 'pnpm'], join('packages', name));
  }
  for (const tarball of readdirSync(folder))
    run('attw', [join(folder, tarball), '--profile', 'esm-only', '--quiet'], '.');
  process.stdout.write(`${readdirSync(folder).length} packages are as their manifests say\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(program, args, cwd) {
  const result = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${program} in ${cwd}:\n${result.stdout}${result.stderr}\n`);
  process.exit(1);
}
