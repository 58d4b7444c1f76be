import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { runProgram } from '../src/program.ts';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process, its output going to a pipe. */
export async function runCommand(
  line: string,
  interrupted = new AbortController().signal,
): Promise<CommandResult> {
  const written = { stdout: '', stderr: '' };
  const to = (stream: keyof typeof written) => ({
    write: (text: string): void => {
      written[stream] += text;
    },
  });
  const io = { stdin: Readable.from([]), stdout: to('stdout'), stderr: to('stderr'), env: {}, interrupted };
  const code = await runProgram(line.trim().split(/\s+/), io);
  return { code, ...written };
}

/** A folder of the test's own, gone with it. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pvm-sriov-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
