/** One thing to prefer by; the item with the lower figure wins. */
export interface Criterion<Item, Name extends string> {
  readonly name: Name;
  readonly compare: (left: Item, right: Item) => number;
}

export interface Picked<Item, Name extends string> {
  readonly best: Item;
  /** The criterion that set the best apart from its closest rival; none when there was no rival. */
  readonly decidedBy: Name | 'only-choice';
  readonly lost: readonly { readonly item: Item; readonly by: Name }[];
}

/** The best by the first criterion, ties by the next, and so on; the last must tell any two items apart. */
export function pickBest<Item, Name extends string>(
  items: readonly Item[],
  criteria: readonly Criterion<Item, Name>[],
): Picked<Item, Name> | undefined {
  const [first, ...others] = items;
  if (first === undefined) return undefined;
  const best = others.reduce(
    (leader, item) => (compareBy(criteria, item, leader) < 0 ? item : leader),
    first,
  );
  const lost = items.flatMap((item) => {
    const by = criteria.find(({ compare }) => compare(best, item) !== 0)?.name;
    return item === best || by === undefined ? [] : [{ item, by }];
  });
  const decisive = criteria.findLast(({ name }) => lost.some(({ by }) => by === name));
  return { best, decidedBy: decisive?.name ?? 'only-choice', lost };
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
