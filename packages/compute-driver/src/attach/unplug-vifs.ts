import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { findDeparture } from './find-departure.ts';
import { heedMigration } from './heed-migration.ts';
import { nameVnics } from './name-vnics.ts';
import { recordUnplugging, type UnplugTarget } from './record-unplugging.ts';
import { removeVnics, type UnpluggedVif } from './unplug-all.ts';
import { type Patience, whenReady } from './when-ready.ts';

export interface UnplugVifsRequest {
  readonly partition: PartitionUuid;
  readonly macs: readonly MacAddress[];
  readonly patience?: Patience;
}

/**
 * Takes the vNICs with these MACs from the partition, recorded or not, and forgets their records. Those that are not
 * there are a success, proven by a read; nor does one that fails keep the others. Whoever holds the partition already
 * calls unplugAll instead: this would wait for them.
 *
 * @throws HostError PARTITION_NOT_READY; MIGRATION_UNDER_WAY naming what a migration has taken along; UNPLUG_INCOMPLETE
 * telling of each that stayed when several did, or that a migration has to end first; else the driver's VifError or
 * PowerVmError.
 */
export function unplugVifs(
  compute: ComputeHost,
  { partition, macs, patience }: UnplugVifsRequest,
  signal: AbortSignal,
): Promise<readonly UnpluggedVif[]> {
  const act = `removing ${nameVnics(macs)}`;
  return whenReady(compute, { partition, macs, moot: 'absent', act, patience }, signal, async () => {
    const known = await recordUnplugging(compute, { partition, macs }, signal);
    const removal = { partition, macs, known };
    await heedMigration(compute, removal, signal);
    try {
      return await removeVnics(compute, removal, signal);
    } catch (error) {
      await renewIntent(compute, { partition, macs });
      throw error;
    }
  });
}

/** A failure takes the intent back, which a migration may have read before: then it is that migration's to decide. */
async function renewIntent(compute: ComputeHost, target: UnplugTarget): Promise<void> {
  if ((await findDeparture(compute, target.partition, neverAborted)) === undefined) return;
  const known = await recordUnplugging(compute, target, neverAborted);
  await heedMigration(compute, { ...target, known }, neverAborted);
}
