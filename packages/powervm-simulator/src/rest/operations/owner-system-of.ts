import { homeOf } from '../../platform/locate.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ManagedSystem } from '../../platform/platform-state.ts';
import { sameUuid } from '../resource.ts';
import { RestRefusal } from '../rest-refusal.ts';

/** The system of a partition's path: the one that the path names, else the one that has the partition. */
export function ownerSystemOf({ state }: Platform, path: readonly string[]): ManagedSystem {
  const named = path.indexOf('ManagedSystem');
  const partition = path.at(-1) ?? '';
  const system =
    named >= 0
      ? state.systems.find(({ uuid }) => sameUuid(uuid, path[named + 1] ?? ''))
      : homeOf(state.systems, partition);
  if (system === undefined) throw new RestRefusal(404, `There is no system at ${path.join('/')}.`);
  return system;
}
