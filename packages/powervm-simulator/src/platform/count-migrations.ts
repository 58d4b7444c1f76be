import type { ManagedSystem } from './platform-state.ts';

/** The migrations that come to a system or leave it: each takes a slot on both. */
export function countMigrations({ partitions }: Pick<ManagedSystem, 'partitions'>): {
  readonly active: number;
  readonly inactive: number;
} {
  const kinds = partitions.flatMap(({ migration }) => migration?.kind ?? []);
  const active = kinds.filter((kind) => kind === 'active').length;
  return { active, inactive: kinds.length - active };
}
