import { CommandError } from '../command-error.ts';

export interface Selection<Item> {
  /** What is looked for, for people: `port`. */
  readonly kind: string;
  readonly wanted: string;
  readonly items: readonly Item[];
  /** From the surest way of naming it to the loosest: the first that fits anything decides. */
  readonly ways: readonly ((item: Item) => boolean)[];
  readonly name: (item: Item) => string;
}

/** @throws CommandError AMBIGUOUS or UNKNOWN, naming what could have been meant. */
export function selectOne<Item>({ kind, wanted, items, ways, name }: Selection<Item>): Item {
  for (const fits of ways) {
    const [found, ...others] = items.filter(fits);
    if (found === undefined) continue;
    if (others.length === 0) return found;
    throw new CommandError(
      'AMBIGUOUS',
      `${kind} ${JSON.stringify(wanted)} can be any of ${others.length + 1}; say more of it`,
      listed([found, ...others].map(name)),
    );
  }
  throw new CommandError(
    'UNKNOWN',
    `there is no ${kind} ${JSON.stringify(wanted)}`,
    items.length === 0 ? `there is no ${kind} at all` : `there are: ${listed(items.map(name))}`,
  );
}

const most = 12;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
