import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** A line that is being typed, as far as it goes. */
export interface Line {
  readonly command: CommandUnknownOpts;
  /** Values of options by their attribute name. */
  readonly options: Readonly<Record<string, string>>;
  readonly operands: readonly string[];
  /** The option whose value comes next. */
  readonly awaiting: Option | undefined;
}

export type Option = CommandUnknownOpts['options'][number];

/** Reads words the way the parser will, and forgives everything: the line is not finished. */
export function readLine(program: CommandUnknownOpts, words: readonly string[]): Line {
  let command = program;
  let awaiting: Option | undefined;
  const options: Record<string, string> = {};
  const operands: string[] = [];
  for (const word of words) {
    if (awaiting !== undefined) {
      options[awaiting.attributeName()] = word;
      awaiting = undefined;
    } else if (word.startsWith('-')) {
      const [name = '', value] = word.split('=', 2);
      const option = command.options.find(({ short, long }) => short === name || long === name);
      if (option === undefined) continue;
      if (value !== undefined) options[option.attributeName()] = value;
      else if (option.required || option.optional) awaiting = option;
    } else {
      const inner = command.commands.find((each) => each.name() === word);
      if (inner === undefined || operands.length > 0) operands.push(word);
      else command = inner;
    }
  }
  return { command, options, operands, awaiting };
}
