import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';

const formats = ['table', 'json', 'yaml', 'csv', 'value'] as const;

type Format = (typeof formats)[number];

/** How an answer is shown, as given on the command line. */
export interface OutputOptions {
  readonly format: Format;
  readonly column?: readonly string[] | undefined;
  readonly sort?: string | undefined;
  readonly wide?: true | undefined;
}

export function addOutputOptions<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command
    .optionsGroup('Output:')
    .addOption(
      new Option('-f, --format <format>', 'how it is shown').choices(formats).default('table' as const),
    )
    .option('-c, --column <name>', 'only this column; can be repeated', collect)
    .option('--sort <column>', 'in the order of this column; COLUMN:desc turns it round')
    .option('--wide', 'all columns, however wide the terminal is');
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split(',').map((name) => name.trim())];
}
