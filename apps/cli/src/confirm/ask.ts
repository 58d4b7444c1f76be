import { Writable } from 'node:stream';
import { CommandError } from '../command-error.ts';
import type { ProgramIo } from '../program-io.ts';

/** One line typed on the terminal. */
export function ask(io: ProgramIo, question: string, signal: AbortSignal): Promise<string> {
  return readAnswer(io, question, { isSecret: false, signal });
}

/** The same unseen: what is typed does not appear. */
export function askSecret(io: ProgramIo, question: string, signal: AbortSignal): Promise<string> {
  return readAnswer(io, question, { isSecret: true, signal });
}

async function readAnswer(
  io: ProgramIo,
  question: string,
  { isSecret, signal }: { readonly isSecret: boolean; readonly signal: AbortSignal },
): Promise<string> {
  if (io.stdin.isTTY !== true) {
    throw new CommandError(
      'USAGE',
      `there is no terminal to ask on: ${question.replace(/[\s:?]+$/, '')}`,
      isSecret ? '--password-file FILE gives it without a question' : '--yes answers in advance',
    );
  }
  const { createInterface } = await import('node:readline/promises');
  // The line editor redraws its line, and so must know the question, unless nothing is shown.
  if (isSecret) io.stderr.write(question);
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!isSecret) io.stderr.write(String(chunk));
      done();
    },
  });
  const lines = createInterface({ input: io.stdin, output: echo, terminal: true });
  const interrupted = new AbortController();
  // In raw mode Ctrl-C is a key, not a signal.
  lines.once('SIGINT', () => interrupted.abort());
  lines.once('close', () => interrupted.abort());
  try {
    return await lines.question(isSecret ? '' : question, {
      signal: AbortSignal.any([signal, interrupted.signal]),
    });
  } catch {
    throw new CommandError('INTERRUPTED', 'no answer was given: nothing was done');
  } finally {
    lines.close();
    if (isSecret) io.stderr.write('\n');
  }
}
