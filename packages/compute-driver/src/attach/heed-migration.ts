import type { MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { explainUnfinished } from '../migrate/explain-unfinished.ts';
import { nameMigration } from '../migrate/migration-journey.ts';
import { isFinished } from '../migrate/migration-phases.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { findDeparture } from './find-departure.ts';
import { nameVnics } from './name-vnics.ts';
import type { IntendedRemoval } from './unplug-all.ts';

/**
 * Asked when it is on record what is to be removed: whether a migration takes it away. The migration reads what is wanted
 * when it is on record itself, in another program perhaps, with which nothing is shared but the records: so one of the
 * two sees the other, and where both do, the migration's record decides. What it has left behind may be removed.
 *
 * @throws HostError UNPLUG_INCOMPLETE while that is not decided, MIGRATION_UNDER_WAY when some were taken along.
 */
export async function heedMigration(
  compute: ComputeHost,
  { partition, macs, known }: IntendedRemoval,
  signal: AbortSignal,
): Promise<void> {
  const departure = await findDeparture(compute, partition, signal);
  if (departure === undefined) return;
  if (!isFinished(departure.phase)) throw undecided(departure, macs);
  const taken = macs.filter((mac) => departure.vnics.some((vnic) => vnic.mac === mac));
  if (taken.length === 0) return;
  const stale = known.filter(({ mac }) => taken.includes(mac));
  if (stale.length > 0) await compute.records.vnics.remove(stale, neverAborted);
  throw new HostError(
    'MIGRATION_UNDER_WAY',
    `${nameVnics(taken)} cannot be removed here, because ${nameMigration(departure)} has taken ${taken.length === 1 ? 'it' : 'them'} to another system; ask there`,
  );
}

function undecided(migration: MigrationRecord, macs: readonly MacAddress[]): HostError {
  return new HostError(
    'UNPLUG_INCOMPLETE',
    `${nameVnics(macs)}: the removal is written down, and nothing is removed yet, because ${explainUnfinished(migration)}, then ask again`,
  );
}
