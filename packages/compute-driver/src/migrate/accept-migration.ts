import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { nameMigration } from './migration-journey.ts';
import { leadsTo } from './migration-phases.ts';

/**
 * Takes a migration's record from the agent of the other side, when the two keep records of their own: each step
 * answers the record, and whoever takes the next one elsewhere brings it along. The one that is further on wins, so
 * what arrives late or twice changes nothing.
 *
 * @throws HostError MIGRATION_UNKNOWN when the migration is another one, or none of this host's.
 */
export async function acceptMigration(
  { host, records }: ComputeHost,
  brought: MigrationRecord,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const known = await records.migrations.find({ id: brought.id }, signal);
  const isHere = [brought.source, brought.target].some((system) => sameUuid(system, host.system));
  if (!isHere || (known !== undefined && !isSame(known, brought))) {
    throw new HostError(
      'MIGRATION_UNKNOWN',
      `${nameMigration(brought)} is not known to system ${host.snapshot().system.name} as what it was handed over for; look at the migrations of both agents`,
    );
  }
  if (known !== undefined && !leadsTo(known.phase, brought.phase)) return known;
  await records.migrations.put([brought], signal);
  return brought;
}

function isSame(known: MigrationRecord, brought: MigrationRecord): boolean {
  return (
    known.kind === brought.kind &&
    sameUuid(known.partition, brought.partition) &&
    sameUuid(known.source, brought.source) &&
    sameUuid(known.target, brought.target)
  );
}
