import { execFile, spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { completionScript } from '../src/completion/completion-script.ts';
import { testFolder } from './test-folder.ts';

const run = promisify(execFile);

/** A program that answers what a line of its own words asks for, so that words and answers pass through the shell. */
const answering = `#!/bin/sh
case "$*" in
  '__complete -- ad') echo adapter ;;
  '__complete -- adapter list ') printf '%s\n' --dry-run ;;
  '__complete -- vios list --world=mi') echo --world=mixed ;;
  '__complete -- vnic show fa:16:3') echo fa:16:3e:00:00:01 ;;
esac
`;

async function folderWith(shell: 'bash' | 'zsh') {
  const folder = await testFolder();
  await writeFile(join(folder, 'pvm-sriov'), answering);
  await chmod(join(folder, 'pvm-sriov'), 0o755);
  await writeFile(join(folder, 'script'), completionScript(shell));
  await writeFile(join(folder, 'labels.ini'), '');
  return { folder, env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder, TERM: 'dumb' } };
}

const typed: readonly (readonly [line: string, becomes: string])[] = [
  ['pvm-sriov ad', 'pvm-sriov adapter '],
  ['pvm-sriov adapter list ', 'pvm-sriov adapter list --dry-run '],
  ['pvm-sriov vios list --world=mi', 'pvm-sriov vios list --world=mixed '],
  ['pvm-sriov vnic show fa:16:3', 'pvm-sriov vnic show fa:16:3e:00:00:01 '],
  ['pvm-sriov label apply labels', 'pvm-sriov label apply labels.ini '],
];

const hasZsh = spawnSync('zsh', ['-c', 'exit 0']).status === 0;
if (!hasZsh) console.info('zsh is not on PATH: its completion is not tried here');

describe.skipIf(!hasZsh)('zsh completes', () => {
  /** Types the line and a tab in an interactive zsh, and says what the line has become. */
  const driver = `
    zmodload zsh/zpty
    zpty -b z zsh -f -i
    zpty -w z 'PS1=; unsetopt zle_bracketed_paste prompt_cr; autoload -Uz compinit; compinit -u -D'
    zpty -w z 'source ./script; show() { print -r -- "<$BUFFER>" }; zle -N show; bindkey "^T" show'
    zpty -w z 'print rea""dy'
    zpty -r z seen '*ready*'
    zpty -w -n z "$1"$'\\t\\C-t'
    zpty -r z seen $'*<pvm-sriov*>*'
    print -r -- "$seen"`;

  it.each(typed)('%j to %j', async (line, becomes) => {
    const { folder, env } = await folderWith('zsh');
    const { stdout } = await run('zsh', ['-fc', driver, 'zsh', line], { cwd: folder, env, timeout: 20_000 });
    expect(stdout).toContain(`<${becomes}>`);
  });
});

describe('bash completes', () => {
  /** Asks for the answers as readline does; it puts them behind the last colon or equals sign. */
  const driver = `
    source ./script
    COMP_LINE=$1 COMP_POINT=\${#1}
    _pvm_sriov
    echo "\${COMP_LINE%"\${COMP_LINE##*[ :=]}"}\${COMPREPLY[*]} "`;

  it.each(typed.slice(0, 4))('%j to %j', async (line, becomes) => {
    const { folder, env } = await folderWith('bash');
    const { stdout } = await run('bash', ['-c', driver, 'bash', line], { cwd: folder, env });
    expect(stdout).toBe(`${becomes}\n`);
  });
});
