/** A command line of the HMC: its name and its options, each with one value. */
export interface Command {
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
}

/** Words are parted by blanks; a word, or part of one, may stand in double or single quotes. Nothing is expanded. */
export function readCommand(line: string): Command {
  const words = (line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
    word.replaceAll(/["']/g, ''),
  );
  const [name = '', ...rest] = words;
  const options = new Map<string, string>();
  for (let at = 0; at + 1 < rest.length; at += 2) options.set(rest[at] ?? '', rest[at + 1] ?? '');
  return { name, options };
}
