import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type Cordon, type CordonedPlace, deepFreeze, findCordon } from '@powervm-sriov/sriov-core';
import type { CordonStore } from './cordon-store.ts';
import { exclusiveLock } from './exclusive-lock.ts';

/** The maintenance marks of one system: what is kept counts, so a mark that cannot be kept is not made. */
export interface Cordons {
  all(): readonly Cordon[];
  /** Marks a place; a mark that it has already gives way. */
  set(cordon: Cordon, signal: AbortSignal): Promise<void>;
  clear(place: CordonedPlace, signal: AbortSignal): Promise<void>;
}

export async function openCordons(
  store: CordonStore,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<Cordons> {
  const lock = exclusiveLock();
  let cordons = deepFreeze(await store.read(system, signal));
  const change = (until: AbortSignal, changed: () => readonly Cordon[]): Promise<void> =>
    lock.run('cordons', until, async () => {
      const next = deepFreeze(changed());
      await store.write(system, next, until);
      cordons = next;
    });
  const without = (place: CordonedPlace): readonly Cordon[] =>
    cordons.filter((cordon) => findCordon([cordon], place) === undefined);
  return {
    all: () => cordons,
    set: (cordon, until) => change(until, () => [...without(cordon), { ...cordon }]),
    clear: (place, until) => change(until, () => without(place)),
  };
}
