import picocolors from 'picocolors';
import type { OutputStream } from '../program-io.ts';
import { wrapLine } from './wrap-line.ts';

/** Where a command's answer goes. Colour and line breaks are for terminals; a pipe gets each line as it is. */
export interface Printer {
  heading(text: string): void;
  line(text?: string): void;
  lines(texts: readonly string[]): void;
  /** What is worth knowing and not the answer itself. */
  asides(texts: readonly string[]): void;
}

export function printer(stream: OutputStream): Printer {
  const colors = picocolors.createColors(stream.isTTY === true && picocolors.isColorSupported);
  const line = (text = ''): void => {
    stream.write(`${text}\n`);
  };
  return {
    heading: (text) => line(`\n${colors.bold(text)}`),
    line,
    lines: (texts) => {
      for (const text of texts) for (const each of wrapLine(text, stream.columns ?? text.length)) line(each);
    },
    asides: (texts) => {
      for (const text of texts) line(colors.dim(text));
    },
  };
}
