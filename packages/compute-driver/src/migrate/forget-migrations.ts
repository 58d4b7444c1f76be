import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { orphansInView } from '../attach/find-orphans.ts';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { desertedSystem } from './deserted-system.ts';

/**
 * Of the migrations that have nothing left to do only the last ones stay on record. Each host forgets those that have
 * left it, for it alone sees whether they left a vNIC behind: then the record tells whose that is, and stays. Answers what
 * was forgotten.
 */
export async function forgetMigrations(
  compute: ComputeHost,
  signal: AbortSignal,
): Promise<readonly MigrationRecord[]> {
  const { host, records, keptMigrations } = compute;
  const all = await records.migrations.list({ system: host.system }, signal);
  const beyond = all
    .filter((migration) => hasLeft(migration, compute))
    .toSorted((left, right) => (left.changedAt < right.changedAt ? 1 : -1))
    .slice(keptMigrations);
  if (beyond.length === 0) return [];
  const orphans = await orphansInView(compute, signal);
  const isNeeded = ({ partition }: MigrationRecord): boolean =>
    orphans.some(
      ({ kind, ...vnic }) => kind === 'vnic-left-by-migration' && sameUuid(vnic.partition, partition),
    );
  const forgotten = beyond.filter((migration) => !isNeeded(migration));
  await records.migrations.remove(forgotten, neverAborted);
  return forgotten;
}

function hasLeft(migration: MigrationRecord, { host }: ComputeHost): boolean {
  const deserted = desertedSystem(migration);
  return deserted !== undefined && sameUuid(deserted, host.system);
}
