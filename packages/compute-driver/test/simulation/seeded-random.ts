/** Chance that comes from a seed alone. Each part of a simulation forks its own, so that they do not disturb each other. */
export interface SeededRandom {
  /** 0 up to, not including, 1. */
  fraction(): number;
  /** 0 up to, not including, the limit. */
  below(limit: number): number;
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  /** @throws when there is nothing to pick from */
  pick<Item>(items: readonly Item[]): Item;
  some<Item>(items: readonly Item[], count: number): readonly Item[];
  fork(purpose: string): SeededRandom;
}

export function seededRandom(seed: string): SeededRandom {
  let state = hash(seed);
  const fraction = (): number => {
    // Mulberry32: a public-domain generator of 32 bits of state.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(fraction() * limit);
  const pick = <Item>(items: readonly Item[]): Item => {
    const [picked] = items.map((item) => ({ item })).slice(below(items.length));
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked.item;
  };
  return {
    fraction,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => fraction() < probability,
    pick,
    some(items, count) {
      const left = [...items];
      const taken: (typeof items)[number][] = [];
      while (taken.length < count && left.length > 0) taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
    fork: (purpose) => seededRandom(`${seed}/${purpose}`),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value | 0;
}
