import { abortMigration as abortOnPlatform } from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { explainNext, explainPhase } from './explain-phase.ts';
import { driverOf, nameMigration, needMigration } from './migration-journey.ts';
import { type ComputeHosts, sidesOf } from './migration-sides.ts';
import { resumeMigration } from './resume-migration.ts';
import { rollbackAtDestination } from './rollback-at-destination.ts';

/**
 * Calls a live migration back: the partition stays on its source. Whoever follows it hears that it failed; what it had
 * prepared on the target is rolled back before this resolves.
 *
 * @throws HostError MIGRATION_PHASE when there is nothing to call back; MIGRATION_FAILED when the platform refuses.
 */
export async function abortMigration(
  computes: ComputeHosts,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const record = await needMigration(computes[0], id, signal);
  requireAbortable(computes[0], record);
  const { source, target } = sidesOf(computes, record);
  if (record.phase === 'prepared') return await rollbackAtDestination(target(), id, signal);
  const { session, system } = source().host;
  const end = await abortOnPlatform(session, { system, partition: record.partition }, signal);
  if (end.outcome === 'done') return await resumeMigration(computes, id, signal);
  throw new HostError(
    'MIGRATION_FAILED',
    `${nameMigration(record)} was not called back: ${end.messages[0] ?? end.status}; look at how far it is`,
    { explanation: end.messages },
  );
}

function requireAbortable(asking: ComputeHost, record: MigrationRecord): void {
  const what = `${nameMigration(record)} ${explainPhase(record)}`;
  if (record.driver !== driverOf(asking)) {
    throw new HostError(
      'MIGRATION_PHASE',
      `${what} and is driven by ${record.driver}: nothing was done; let ${record.driver} call it back`,
    );
  }
  if (record.kind === 'live' && (record.phase === 'prepared' || record.phase === 'moving')) return;
  throw new HostError(
    'MIGRATION_PHASE',
    `${what}, and only a live migration that has not arrived can be called back: nothing was done; ${explainNext(record)}`,
  );
}
