import { followMigration, PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { type MigrationJourney, nameMigration, takeStep } from './migration-journey.ts';
import { lookForPartition } from './whereabouts.ts';

export interface MigrationWatch {
  /** How much of it is done, 0 to 1, or undefined where the console does not say. */
  readonly onProgress?: ((fraction: number | undefined) => void) | undefined;
}

/** Follows a migration that was started before, by whichever process. @throws as {@link settleLiveMigration} */
export function followLiveMigration(
  source: ComputeHost,
  { id, ...watch }: MigrationWatch & { readonly id: string },
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['live'],
    from: ['moving'],
    past: ['moved', 'confirming', 'done', 'rolling-back', 'rolled-back', 'needs-recovery'],
    act: 'following the partition',
  } as const;
  return takeStep(source, step, signal, (journey) => settleLiveMigration(source, journey, watch, signal));
}

/**
 * Waits until a live migration that may be under way has come to rest, by its job where that is known, and writes down
 * what became of it as the source shows it: gone, still there, or stuck half way.
 *
 * @throws HostError MIGRATION_FAILED when the partition is not on its way to the target any more; the record is then
 * `rolling-back` or `needs-recovery`. Whatever keeps the source from being asked; the record then stays `moving`.
 */
export async function settleLiveMigration(
  source: ComputeHost,
  journey: MigrationJourney,
  { onProgress }: MigrationWatch,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const messages = await followJob(source, journey.record(), { onProgress }, signal);
  const seen = await watchPartition(source, journey.record(), signal);
  if (seen === undefined) return await journey.moveTo('moved', { job: undefined, failure: undefined });
  const isStuck = seen.migration === 'failed';
  const why =
    messages[0] ?? (isStuck ? 'the platform stopped half way' : 'the platform left it on its source');
  const what = nameMigration(journey.record());
  await journey.moveTo(isStuck ? 'needs-recovery' : 'rolling-back', { job: undefined, failure: why });
  throw new HostError(
    'MIGRATION_FAILED',
    isStuck
      ? `${what} failed half way: ${why}; recover it before anything else is done with the partition`
      : `${what} failed, and the partition is on its source as before: ${why}; roll it back on the target`,
    { explanation: messages },
  );
}

/** What the job said at its end: nothing when it succeeded, or when nobody knows the job any more. */
async function followJob(
  { host }: ComputeHost,
  { job }: MigrationRecord,
  { onProgress }: MigrationWatch,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (job === undefined) return [];
  try {
    const following = onProgress === undefined ? {} : { onProgress };
    const end = await followMigration(host.session, job, following, signal);
    return end.outcome === 'done' ? [] : end.messages;
  } catch (error) {
    // A restarted console has forgotten its jobs, and goes on with its migrations.
    if (error instanceof PowerVmError && error.code === 'NOT_FOUND') return [];
    throw error;
  }
}

const lookMilliseconds = 5_000;
/** As long as pypowervm waits for the job (powervm-rest [R]). */
const longestMilliseconds = 7_200_000;

/** Until it is at rest: a migration without a job to follow tells by the partition's state alone. */
async function watchPartition(
  source: ComputeHost,
  record: MigrationRecord,
  signal: AbortSignal,
): ReturnType<typeof lookForPartition> {
  const { clock } = source.host.session;
  const began = clock.now();
  let mayBegin = record.job === undefined;
  for (;;) {
    const seen = await lookForPartition(source, record.partition, signal);
    const passed = clock.now() - began;
    mayBegin &&= seen?.migration === 'none' && passed < source.startPatience;
    if (seen?.migration !== 'under-way' && !mayBegin) return seen;
    if (passed >= longestMilliseconds) {
      throw new HostError(
        'MIGRATION_FAILED',
        `${nameMigration(record)} is still under way after ${longestMilliseconds / 60_000} minutes; abort it, or wait and resume it`,
      );
    }
    await clock.sleep(lookMilliseconds, signal);
  }
}
