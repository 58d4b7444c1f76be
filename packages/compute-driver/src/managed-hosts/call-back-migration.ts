import { abortMigration as abortOnPlatform } from '@powervm-sriov/pypowervm-ts';
import { HostError } from '../host/host-error.ts';
import { needMigration } from '../migrate/migration-journey.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { HostAccess } from './host-access.ts';

interface CallBack {
  readonly id: string;
  /** What is told where there is nothing that can be called back. */
  readonly locked: HostError;
}

/**
 * The program that follows the migration holds its systems, and it alone writes the record: the platform is told to
 * stop, and that program hears of it and rolls back.
 */
export async function callBackMigration(
  access: HostAccess,
  { id, locked }: CallBack,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const record = await needMigration({ records: access.records }, id, signal);
  if (record.kind !== 'live' || record.phase !== 'moving') throw locked;
  const { session, system } = (await access.open(record.source, signal)).host;
  const end = await abortOnPlatform(session, { system, partition: record.partition }, signal);
  if (end.outcome === 'done') return await needMigration({ records: access.records }, id, signal);
  throw new HostError(
    'MIGRATION_FAILED',
    `migration ${id} was not called back: ${end.messages[0] ?? end.status}; look at how far it is`,
    { explanation: end.messages },
  );
}
