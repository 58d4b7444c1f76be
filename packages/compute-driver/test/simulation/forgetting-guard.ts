import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationRecord, VnicKey } from '../../src/index.ts';
import { noSignal } from '../simulated-host.ts';
import { type TrueVnic, trueVnics } from './true-world.ts';
import type { World } from './world.ts';

/**
 * Looks at the platform itself whenever the record of a vNIC goes: what is forgotten is to be gone, or somebody else's,
 * or what an evacuation has on its own record as left on its source.
 */
export function forgettingGuard({
  simulator,
  watchman,
  foreign,
  records,
}: World): (keys: readonly VnicKey[]) => Promise<void> {
  return async (keys) => {
    const migrations = await records.migrations.list({}, noSignal);
    for (const vnic of trueVnics(simulator)) {
      const isForgotten = keys.some(
        ({ system, partition, mac }) =>
          mac === vnic.mac && sameUuid(system, vnic.system) && sameUuid(partition, vnic.partition),
      );
      const isAnothers = foreign.owns(vnic) || migrations.some((migration) => isLeftBy(migration, vnic));
      if (isForgotten && !isAnothers)
        watchman.mourn(`the record of vNIC ${vnic.mac} on system ${vnic.system} goes, and it is there`);
    }
  };
}

function isLeftBy({ kind, source, partition, vnics }: MigrationRecord, vnic: TrueVnic): boolean {
  const isFromHere = sameUuid(source, vnic.system) && sameUuid(partition, vnic.partition);
  return kind === 'evacuate' && isFromHere && vnics.some(({ mac }) => mac === vnic.mac);
}
