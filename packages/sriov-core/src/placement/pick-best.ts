/** One thing to prefer by; the item with the lower figure wins. */
export interface Criterion<Item, Name extends string> {
  readonly name: Name;
  readonly compare: (left: Item, right: Item) => number;
}

/** The best, with what it was picked from and by: enough to account for it later, if anybody asks. */
export interface Picked<Item, Name extends string> {
  readonly best: Item;
  readonly items: readonly Item[];
  readonly criteria: readonly Criterion<Item, Name>[];
}

export interface Comparison<Item, Name extends string> {
  /** The criterion that set the best apart from its closest rival; none when there was no rival. */
  readonly decidedBy: Name | 'only-choice';
  readonly lost: readonly { readonly item: Item; readonly by: Name }[];
}

/** The best by the first criterion, ties by the next, and so on; the last must tell any two items apart. */
export function pickBest<Item, Name extends string>(
  items: readonly Item[],
  criteria: readonly Criterion<Item, Name>[],
): Picked<Item, Name> | undefined {
  let [best] = items;
  if (best === undefined) return undefined;
  for (const item of items) {
    if (compareBy(criteria, item, best) < 0) best = item;
  }
  return { best, items, criteria };
}

/** What each of the others lost by. */
export function compareRivals<Item, Name extends string>({
  best,
  items,
  criteria,
}: Picked<Item, Name>): Comparison<Item, Name> {
  const lost = items.flatMap((item) => {
    const by = criteria.find(({ compare }) => compare(best, item) !== 0)?.name;
    return item === best || by === undefined ? [] : [{ item, by }];
  });
  const decisive = criteria.findLast(({ name }) => lost.some(({ by }) => by === name));
  return { decidedBy: decisive?.name ?? 'only-choice', lost };
}

function compareBy<Item, Name extends string>(
  criteria: readonly Criterion<Item, Name>[],
  left: Item,
  right: Item,
): number {
  for (const { compare } of criteria) {
    const order = compare(left, right);
    if (order !== 0) return order;
  }
  return 0;
}
