import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicKey } from '../../src/index.ts';
import { trueVnics } from './true-world.ts';
import type { World } from './world.ts';

/** Looks at the platform itself whenever the record of a vNIC goes: what is forgotten is to be gone, or somebody else's. */
export function forgettingGuard({ simulator, watchman, foreign }: World): (keys: readonly VnicKey[]) => void {
  return (keys) => {
    for (const vnic of trueVnics(simulator)) {
      const isForgotten = keys.some(
        ({ system, partition, mac }) =>
          mac === vnic.mac && sameUuid(system, vnic.system) && sameUuid(partition, vnic.partition),
      );
      if (isForgotten && !foreign.owns(vnic))
        watchman.mourn(`the record of vNIC ${vnic.mac} on system ${vnic.system} goes, and it is there`);
    }
  };
}
