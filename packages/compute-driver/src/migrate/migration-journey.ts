import type { ComputeHost } from '../compute-host.ts';
import { type ExclusiveLock, exclusiveLock } from '../host/exclusive-lock.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { RecordStore } from '../records/record-store.ts';
import { explainNext, explainPhase } from './explain-phase.ts';
import { type MigrationPhase, mayFollow } from './migration-phases.ts';

/** A migration in the hands of one step, which alone writes its record until it is through. */
export interface MigrationJourney {
  record(): MigrationRecord;
  /** Durable when it resolves. @throws HostError MIGRATION_PHASE when the phase does not follow from the present one */
  moveTo(phase: MigrationPhase, change?: MigrationNote): Promise<MigrationRecord>;
  /** Writes something down without going on. */
  note(change: MigrationNote): Promise<MigrationRecord>;
}

type MigrationNote = Partial<Pick<MigrationRecord, 'job' | 'failure' | 'driver' | 'vnics'>>;

export interface MigrationStep {
  readonly id: string;
  readonly kinds: readonly MigrationRecord['kind'][];
  /** The phases from which the step may be taken. */
  readonly from: readonly MigrationPhase[];
  /** Phases in which it has been taken: asking again is answered with the record as it is. */
  readonly past: readonly MigrationPhase[];
  /** For messages: `the live migration`. */
  readonly act: string;
  /** A person may take the step in a migration that Nova drives. */
  readonly anyDriver?: boolean;
}

/**
 * Takes a step of a migration: one at a time for each migration, by its driver alone, and only from a phase that it
 * follows from.
 *
 * @throws HostError MIGRATION_UNKNOWN or MIGRATION_PHASE; nothing was done then.
 */
export function takeStep(
  compute: ComputeHost,
  step: MigrationStep,
  signal: AbortSignal,
  work: (journey: MigrationJourney) => Promise<MigrationRecord>,
): Promise<MigrationRecord> {
  return lockOf(compute.records).run(step.id, signal, async () => {
    const record = await needMigration(compute, step.id, signal);
    requireDriver(compute, record, step);
    if (step.kinds.includes(record.kind) && step.past.includes(record.phase)) return record;
    requirePhase(record, step);
    return await work(journeyOf(compute, record));
  });
}

/** @throws HostError MIGRATION_UNKNOWN */
export async function needMigration(
  { records }: Pick<ComputeHost, 'records'>,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const record = await records.migrations.find({ id }, signal);
  if (record !== undefined) return record;
  throw new HostError(
    'MIGRATION_UNKNOWN',
    `the records have no migration ${id}; list the migrations, or hand its record over`,
  );
}

export function driverOf({ askedBy }: ComputeHost): MigrationRecord['driver'] {
  return askedBy === 'nova' ? 'nova' : 'operator';
}

/** For messages: `live migration M of partition P`, `evacuation M of partition P`. */
export function nameMigration({ id, kind, partitionName }: MigrationRecord): string {
  return `${kind === 'evacuate' ? 'evacuation' : `${kind} migration`} ${id} of partition ${partitionName}`;
}

/** Agents of one process share the records, and with them the turns. */
const locks = new WeakMap<RecordStore, ExclusiveLock>();

function lockOf(records: RecordStore): ExclusiveLock {
  const lock = locks.get(records) ?? exclusiveLock();
  locks.set(records, lock);
  return lock;
}

function requireDriver(compute: ComputeHost, record: MigrationRecord, step: MigrationStep): void {
  const asking = driverOf(compute);
  if (record.driver === asking || (step.anyDriver === true && asking === 'operator')) return;
  throw new HostError(
    'MIGRATION_PHASE',
    `${nameMigration(record)} is driven by ${record.driver}, and ${compute.askedBy} asked for ${step.act}: nothing was done; let ${record.driver} go on with it`,
  );
}

function requirePhase(record: MigrationRecord, { kinds, from, act }: MigrationStep): void {
  if (kinds.includes(record.kind) && from.includes(record.phase)) return;
  throw new HostError(
    'MIGRATION_PHASE',
    `${nameMigration(record)} ${explainPhase(record)}, which does not go with ${act}: nothing was done; ${explainNext(record)}`,
  );
}

function journeyOf({ records, wallClock }: ComputeHost, begun: MigrationRecord): MigrationJourney {
  let current = begun;
  const write = async (next: MigrationRecord): Promise<MigrationRecord> => {
    const changed = { ...next, changedAt: wallClock().toISOString() };
    await records.migrations.put([changed], neverAborted);
    current = changed;
    return current;
  };
  return {
    record: () => current,
    note: (change) => write({ ...current, ...change }),
    async moveTo(phase, change = {}) {
      if (phase === current.phase) return await write({ ...current, ...change });
      if (mayFollow(current.phase, phase)) return await write({ ...current, ...change, phase });
      throw new HostError(
        'MIGRATION_PHASE',
        `${nameMigration(current)} is ${current.phase} and cannot become ${phase}`,
      );
    },
  };
}
