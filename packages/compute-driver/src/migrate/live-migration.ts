import {
  type MigrationTarget,
  PowerVmError,
  startMigration,
  validateMigration,
} from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { type MigrationJourney, nameMigration, takeStep } from './migration-journey.ts';
import { recordedVnics } from './partition-offer.ts';
import { refuseFor } from './refuse-for.ts';
import { type MigrationWatch, settleLiveMigration } from './settle-live-migration.ts';

export interface LiveMigrationRequest extends MigrationWatch {
  readonly id: string;
  /** The target, and what the platform is told beside it. */
  readonly to: MigrationTarget;
}

/**
 * The source sends the partition: validated by the platform, started, and followed to its end. Asking again, in another
 * process too, follows what was started before and never starts it twice.
 *
 * @throws HostError MIGRATION_REFUSED with all that the platform said, the record still `prepared`; MIGRATION_FAILED, the
 * record then `rolling-back` or `needs-recovery`.
 */
export function liveMigration(
  source: ComputeHost,
  { id, to, onProgress }: LiveMigrationRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['live'],
    from: ['prepared', 'moving'],
    past: ['moved', 'confirming', 'done'],
    act: 'sending the partition',
  } as const;
  return takeStep(source, step, signal, async (journey) => {
    if (journey.record().phase === 'prepared') {
      await validate(source, journey.record(), to, signal);
      await send(source, journey, to, signal);
    }
    return await settleLiveMigration(source, journey, { onProgress }, signal);
  });
}

async function validate(
  { host: { session, system } }: ComputeHost,
  record: MigrationRecord,
  to: MigrationTarget,
  signal: AbortSignal,
): Promise<void> {
  const verdict = await validateMigration(session, { system, partition: record.partition }, to, signal);
  if (verdict.outcome === 'done') return;
  const reasons = verdict.messages.length > 0 ? verdict.messages : ['no reason given'];
  refuseFor(reasons, `${nameMigration(record)} was refused by the platform`);
}

/**
 * `moving` is on record before the request, so that nobody takes a lost answer for a migration that never began; what was
 * detached after the offer is forgotten.
 */
async function send(
  source: ComputeHost,
  journey: MigrationJourney,
  to: MigrationTarget,
  signal: AbortSignal,
): Promise<void> {
  const { session, system } = source.host;
  const { partition } = journey.record();
  const vnics = await recordedVnics(source, { system, partition }, signal);
  await journey.moveTo('moving', { vnics });
  try {
    const job = await startMigration(session, { system, partition }, to, signal);
    await journey.note({ job });
  } catch (error) {
    if (!(error instanceof PowerVmError)) throw error;
    // Whether it began or not, the partition itself tells next.
    await journey.note({ failure: error.message });
  }
}
