import type { LogicalPartitionResource } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findDeparture } from '../attach/find-departure.ts';
import { findMigration } from '../attach/find-hindrance.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { explainUnfinished } from '../migrate/explain-unfinished.ts';
import { nameMigration } from '../migrate/migration-journey.ts';
import { isFinished } from '../migrate/migration-phases.ts';
import { nameOf } from './find-partition.ts';

/** @throws HostError MIGRATION_UNDER_WAY when a migration that we know of has the partition. */
export async function requireNoMigration(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  const migration = await findMigration(compute, partition, signal);
  if (migration === undefined) return;
  throw new HostError('MIGRATION_UNDER_WAY', explainUnfinished(migration));
}

/** The same, or when it is what an evacuation has left behind: two copies of a partition must never run at once. */
export async function requireAtHome(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  const departure = await findDeparture(compute, partition, signal);
  if (departure === undefined) return;
  const why = isFinished(departure.phase)
    ? `${nameMigration(departure)} has moved it, and what is left of it here must not run beside it; look after it on its target`
    : explainUnfinished(departure);
  throw new HostError('MIGRATION_UNDER_WAY', why);
}

/** The same of one that somebody else began: the platform tells. @throws HostError MIGRATION_UNDER_WAY */
export function requireNotMigrating(found: LogicalPartitionResource): void {
  const { migrationState = 'Not_Migrating' } = found.values;
  if (migrationState === 'Not_Migrating') return;
  throw new HostError(
    'MIGRATION_UNDER_WAY',
    `${nameOf(found)} is migrating (${migrationState}); wait until that has ended, or recover it`,
  );
}
