import { createHash } from 'node:crypto';

/** What happened, a line each; two runs of one seed have the same digest. */
export interface Journal {
  note(line: string): void;
  /** Counts for the digest, and is too long to read. */
  weigh(text: string): void;
  lines(): readonly string[];
  digest(): string;
}

export function newJournal(now: () => number): Journal {
  const begun = now();
  const lines: string[] = [];
  const hash = createHash('sha256');
  return {
    note(line) {
      const timed = `${((now() - begun) / 1_000).toFixed(3).padStart(10)}  ${line}`;
      lines.push(timed);
      hash.update(timed);
    },
    weigh: (text) => {
      hash.update(text);
    },
    lines: () => lines,
    digest: () => hash.copy().digest('hex'),
  };
}
