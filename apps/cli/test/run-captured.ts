import { PassThrough, Readable } from 'node:stream';
import { runProgram } from '../src/program.ts';
import type { OutputStream } from '../src/program-io.ts';

export interface Captured {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CapturedRun {
  /** Columns of the terminal that shows the output; without it the output is a pipe. */
  readonly columns?: number;
  /** What a person types at a terminal; without it there is nobody to ask. */
  readonly typed?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ctrl-C as soon as this is seen on either stream. */
  readonly interruptAt?: string;
  /** Ctrl-C when this has come. */
  readonly interrupted?: Promise<unknown>;
}

/** Runs one command line in this process, with streams of its own. */
export async function runCaptured(
  args: readonly string[],
  { columns, typed, env = {}, interruptAt, interrupted: comes }: CapturedRun = {},
): Promise<Captured> {
  const interrupted = new AbortController();
  void comes?.then(() => interrupted.abort());
  const collector = (): OutputStream & { text: string } => {
    const stream = {
      text: '',
      isTTY: columns !== undefined,
      columns,
      write(chunk: string) {
        stream.text += chunk;
        if (interruptAt !== undefined && stream.text.includes(interruptAt)) interrupted.abort();
      },
    };
    return stream;
  };
  const [stdout, stderr] = [collector(), collector()];
  const stdin = typed === undefined ? Readable.from([]) : Object.assign(new PassThrough(), { isTTY: true });
  if (typed !== undefined) (stdin as PassThrough).write(typed);
  const environment = { NO_COLOR: '1', HOME: '/nonexistent', ...env };
  const io = { stdin, stdout, stderr, env: environment, interrupted: interrupted.signal };
  const code = await runProgram(args, io);
  return { code, out: stdout.text, err: stderr.text };
}

/** A command line as a person writes it. */
export function words(line: string): readonly string[] {
  return line.trim().split(/\s+/);
}
