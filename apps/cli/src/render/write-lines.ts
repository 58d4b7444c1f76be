import type { OutputStream } from '../program-io.ts';
import { wrapLine } from './wrap-line.ts';

/** Writes lines for people, broken between words where a terminal is narrower; a pipe gets each as it is. */
export function writeLines(stream: OutputStream, width: number | undefined, lines: readonly string[]): void {
  for (const line of lines) {
    for (const part of wrapLine(line, width ?? line.length)) stream.write(`${part}\n`);
  }
}
