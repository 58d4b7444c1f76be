import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { findCandidates } from './find-candidates.ts';
import { readLine } from './read-line.ts';
import type { ValueKind } from './value-kind.ts';

export interface CompletionCase {
  readonly program: CommandUnknownOpts;
  /** The words of the line after the program's name; the last is the one being typed. */
  readonly words: readonly string[];
  /** Values of the hosts that the line names: ports, partitions, systems ... */
  readonly values: (kind: ValueKind, options: Readonly<Record<string, string>>) => Promise<readonly string[]>;
}

/** What the word being typed can become. */
export async function complete({ program, words, values }: CompletionCase): Promise<readonly string[]> {
  const last = words.at(-1) ?? '';
  // `--option=value` is one word: what stands before the value is in every answer.
  const [, option, value] = /^(--[^=]+)=(.*)$/.exec(last) ?? [];
  const prefix = option === undefined ? '' : `${option}=`;
  const typed = value ?? last;
  const line = readLine(program, [...words.slice(0, -1), ...(option === undefined ? [] : [option])]);
  const candidates = findCandidates(line, typed);
  const found =
    candidates.kind === 'words'
      ? candidates.words
      : await values(candidates.value, line.options).catch(() => []);
  return [...new Set(found)]
    .filter((each) => each.startsWith(typed))
    .sort()
    .map((each) => prefix + each);
}
