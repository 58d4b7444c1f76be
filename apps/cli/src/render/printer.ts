import type { WriteStream } from 'node:tty';
import picocolors from 'picocolors';

/** Where a command's answer goes; colour only on a terminal that wants it (NO_COLOR). */
export interface Printer {
  heading(text: string): void;
  line(text?: string): void;
  lines(texts: readonly string[]): void;
  /** What is worth knowing and not the answer itself. */
  asides(texts: readonly string[]): void;
}

export function printer(stream: Pick<WriteStream, 'write' | 'isTTY'>): Printer {
  const colors = picocolors.createColors(stream.isTTY && picocolors.isColorSupported);
  const line = (text = ''): void => {
    stream.write(`${text}\n`);
  };
  return {
    heading: (text) => line(`\n${colors.bold(text)}`),
    line,
    lines: (texts) => {
      for (const text of texts) line(text);
    },
    asides: (texts) => {
      for (const text of texts) line(colors.dim(text));
    },
  };
}
