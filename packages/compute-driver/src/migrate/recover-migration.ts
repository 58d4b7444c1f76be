import { recoverMigration as recoverOnPlatform } from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { driverOf, nameMigration, takeStep } from './migration-journey.ts';
import { type ComputeHosts, sidesOf } from './migration-sides.ts';
import { resumeMigration } from './resume-migration.ts';
import { lookForPartition } from './whereabouts.ts';

export interface RecoverMigrationRequest {
  readonly id: string;
  /** Goes on over the platform's errors, at the price of what they are about: only when somebody says so. */
  readonly force?: boolean;
}

/**
 * Mends a live migration that stopped half way, or whose partition turned up on the target after it had counted as left
 * on its source: afterwards the partition is wholly on one side, and the records say on which. Nova knows no such call, so
 * an operator may recover its migrations too, and is their driver from then on.
 *
 * @throws HostError MIGRATION_FAILED with all that the platform said; the record is then `needs-recovery`.
 */
export async function recoverMigration(
  computes: ComputeHosts,
  { id, force = false }: RecoverMigrationRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const [asking] = computes;
  const step = {
    id,
    kinds: ['live'],
    from: ['needs-recovery', 'rolling-back'],
    past: [],
    act: 'recovering the partition',
    anyDriver: true,
  } as const;
  await takeStep(asking, step, signal, async (journey) => {
    const record = await journey.note({ driver: driverOf(asking) });
    const { source, target } = sidesOf(computes, record);
    if ((await sideOf(record, source(), target(), signal)) === undefined) {
      await journey.moveTo('needs-recovery');
      await recoverOnce(source(), record, force, signal);
    }
    const side = await sideOf(record, source(), target(), signal);
    if (side !== undefined) return await journey.moveTo(side === 'target' ? 'moved' : 'rolling-back');
    throw new HostError(
      'MIGRATION_FAILED',
      `${nameMigration(record)} was recovered, and the partition is not yet at rest on one system; look at both, and recover it again`,
    );
  });
  return await resumeMigration(computes, id, signal);
}

async function recoverOnce(
  { host: { session, system } }: ComputeHost,
  record: MigrationRecord,
  force: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { partition } = record;
  const end = await recoverOnPlatform(session, { system, partition }, { force }, signal);
  if (end.outcome === 'done') return;
  const hint = force ? 'mend what it names first' : 'mend what it names first, or recover it by force';
  throw new HostError(
    'MIGRATION_FAILED',
    `${nameMigration(record)} was not recovered: ${end.messages[0] ?? end.status}; ${hint}`,
    { explanation: end.messages },
  );
}

/** The one side on which the partition is at rest; undefined while it is on both or on neither. */
async function sideOf(
  { partition }: MigrationRecord,
  source: ComputeHost,
  target: ComputeHost,
  signal: AbortSignal,
): Promise<'source' | 'target' | undefined> {
  const leaving = await lookForPartition(source, partition, signal);
  const arriving = await lookForPartition(target, partition, signal);
  if (leaving === undefined) return arriving?.migration === 'none' ? 'target' : undefined;
  return leaving.migration === 'none' && arriving === undefined ? 'source' : undefined;
}
