import type { AdapterSpec, PortSpec } from '../build-host.ts';

/** Numbers that are the same on every run and machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** Logical ports of the card and of each port: 10GbE+1GbE (sys_with_sriov.txt [R]), RoCE [H], EN15..EN18 [?]. */
const cards = [
  { limit: 48, granularity: 2, ports: [20, 20, 4, 4] },
  { limit: 120, granularity: 1, ports: [60, 60] },
  { limit: 64, granularity: 2, ports: [16, 16, 16, 16] },
] as const;

/** Two to six real cards, each port in use by up to a half of what it could carry. */
export function randomTopology(seed: number): readonly AdapterSpec[] {
  const random = seeded(seed);
  return Array.from({ length: between(random, 2, 6) }, () => {
    const card = cards[between(random, 0, cards.length - 1)] ?? cards[0];
    const ports = card.ports.map((limit): PortSpec => {
      const used = between(random, 0, Math.floor(limit / 2));
      const share = Math.min(90, used * card.granularity * between(random, 1, 4));
      return { limit, used, allocated: `${share}%`, granularity: `${card.granularity}%` };
    });
    return { limit: card.limit, ports };
  });
}
