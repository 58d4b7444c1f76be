import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { arriveAtTarget } from './arrive-at-target.ts';
import { cleanReturnedSource } from './clean-returned-source.ts';
import { confirmColdMigration, leaveSource } from './cold-migration.ts';
import { revertColdMigration } from './migrate-cold.ts';
import { needMigration } from './migration-journey.ts';
import { type ComputeHosts, type MigrationSides, sidesOf } from './migration-sides.ts';
import { postAtDestination, postAtSource } from './post-live-migration.ts';
import { revertAtTarget } from './revert-migration.ts';
import { rollbackAtDestination } from './rollback-at-destination.ts';
import { followLiveMigration } from './settle-live-migration.ts';

/**
 * Takes up a migration where a crash left it, and brings it to a phase in which it may rest: finished, rolled back, or
 * waiting for somebody to say what is next. What had only been prepared goes on with its driver's next call when that is
 * Nova, and is rolled back when nobody will call.
 */
export async function resumeMigration(
  computes: ComputeHosts,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  for (;;) {
    const record = await needMigration(computes[0], id, signal);
    const next = nextStep(record);
    if (next === undefined) return record;
    await next(sidesOf(computes, record), id, signal);
  }
}

type Resumption = (sides: MigrationSides, id: string, signal: AbortSignal) => Promise<unknown>;

function nextStep(record: MigrationRecord): Resumption | undefined {
  switch (record.kind) {
    case 'live':
      return nextLiveStep(record);
    case 'cold':
      return nextColdStep(record);
    case 'evacuate':
      return nextEvacuationStep(record);
  }
}

function nextLiveStep({ phase, driver }: MigrationRecord): Resumption | undefined {
  switch (phase) {
    case 'prepared':
      return driver === 'nova' ? undefined : rollBack;
    case 'moving':
      return ({ source }, id, signal) =>
        settled(source(), id, () => followLiveMigration(source(), { id }, signal));
    case 'moved':
      return ({ source }, id, signal) => postAtSource(source(), id, signal);
    case 'confirming':
      return ({ target }, id, signal) => postAtDestination(target(), id, signal);
    case 'rolling-back':
      return rollBack;
    default:
      return undefined;
  }
}

/** What was begun is tried to its end once more, and undone when it cannot be. */
function nextColdStep({ phase, driver }: MigrationRecord): Resumption | undefined {
  switch (phase) {
    case 'prepared':
      return driver === 'nova' ? undefined : revert;
    case 'moving':
    case 'moved':
      return async ({ source, target }, id, signal) => {
        await orRevert(target(), id, signal, async () => {
          await leaveSource(source(), { id }, signal);
          await arriveAtTarget(target(), { id }, signal);
        });
      };
    case 'confirming':
      return ({ source }, id, signal) => confirmColdMigration(source(), id, signal);
    case 'rolling-back':
      return revert;
    default:
      return undefined;
  }
}

/** The proof that the source is off is as old as the crash: what had not begun to be built is begun anew. */
function nextEvacuationStep({ phase }: MigrationRecord): Resumption | undefined {
  switch (phase) {
    case 'moving':
    case 'moved':
      return ({ target }, id, signal) =>
        orRevert(target(), id, signal, () => arriveAtTarget(target(), { id }, signal));
    case 'prepared':
    case 'rolling-back':
      return ({ target }, id, signal) => revertAtTarget(target(), id, signal);
    case 'confirming':
      return ({ source, target }, id, signal) =>
        cleanReturnedSource({ source: source(), target: target() }, id, signal);
    default:
      return undefined;
  }
}

const revert: Resumption = ({ source, target }, id, signal) =>
  revertColdMigration({ source: source(), target: target() }, id, signal);

async function orRevert(
  target: ComputeHost,
  id: string,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) throw error;
    await revertAtTarget(target, id, neverAborted);
  }
}

const rollBack: Resumption = ({ target }, id, signal) => rollbackAtDestination(target(), id, signal);

/** That a migration failed is how it came to rest: the record tells, and the next phase goes on from there. */
async function settled(
  source: ComputeHost,
  id: string,
  follow: () => Promise<MigrationRecord>,
): Promise<void> {
  try {
    await follow();
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== 'MIGRATION_FAILED') throw error;
    const { phase } = await needMigration(source, id, neverAborted);
    if (phase === 'moving') throw error;
  }
}
