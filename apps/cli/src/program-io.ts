import type { Readable } from 'node:stream';

/** All that a command knows of the process it runs in, so that a test can run it with streams of its own. */
export interface ProgramIo {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C: what is under way ends at its next safe point. */
  readonly interrupted: AbortSignal;
}

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}
