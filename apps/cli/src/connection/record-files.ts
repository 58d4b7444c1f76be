import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what was asked for on real consoles is kept: `$XDG_STATE_HOME/pvm-sriov/records.sqlite`, by default below `~/.local/state`. */
export function recordsFilePath(env: Readonly<Record<string, string | undefined>>): string {
  const stateHome = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state');
  return join(stateHome, 'pvm-sriov', 'records.sqlite');
}

/** A simulated world keeps its own beside itself; where the world has not begun yet, those of an older one of that name go. */
export async function recordsFileOfState(state: string): Promise<string> {
  const file = `${state}.records`;
  if (!existsSync(state)) {
    for (const each of [file, `${file}-wal`, `${file}-shm`]) await rm(each, { force: true });
  }
  return file;
}
