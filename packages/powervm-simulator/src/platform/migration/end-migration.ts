import { checkMaster } from '../check-writable.ts';
import { removePartition } from '../delete-partition.ts';
import { partitionOf, systemOf } from '../locate.ts';
import { expectRmc } from '../pending-changes.ts';
import type { Platform } from '../platform.ts';
import { PlatformRefusal } from '../platform-refusal.ts';
import type { LogicalPartition, ManagedSystem } from '../platform-state.ts';
import { settleVnics } from '../settle-vnics.ts';
import { touch } from '../touch.ts';
import type { Migration } from './migration-state.ts';

type Target = { readonly system: string; readonly partition: string };

/** The two copies of a migrating partition, found from either. */
export type Sides = {
  readonly migration: Migration;
  readonly source: ManagedSystem;
  readonly leaving: LogicalPartition;
  readonly target: ManagedSystem;
  readonly arriving: LogicalPartition;
};

/** Stops a migration under way: everything is as it was before. */
export function abortMigration(platform: Platform, given: Target): void {
  const sides = sidesOf(platform, given);
  checkBothReached(platform, sides);
  if (sides.migration.recovery !== undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-MIGRATION-FAILED',
      `The migration of partition ${sides.leaving.name} has failed; recover it.`,
    );
  }
  settleOn(platform, sides, 'source');
  tellJob(
    platform,
    sides,
    new PlatformRefusal(
      400,
      'SIM-MIGRATION-ABORTED',
      `The migration of partition ${sides.leaving.name} was stopped.`,
    ),
  );
}

/** Puts the partition of a failed migration wholly on one side. */
export function recoverMigration(platform: Platform, given: Target & { readonly force: boolean }): void {
  const sides = sidesOf(platform, given);
  const { migration, leaving } = sides;
  checkBothReached(platform, sides);
  if (migration.recovery === undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-MIGRATING',
      `The migration of partition ${leaving.name} is in progress.`,
    );
  }
  if (migration.recovery.needsForce && !given.force) {
    throw new PlatformRefusal(
      400,
      'SIM-RECOVERY-FORCE',
      `The migration of partition ${leaving.name} is recovered only by force.`,
    );
  }
  settleOn(platform, sides, migration.recovery.side);
}

function checkBothReached(platform: Platform, { source, target }: Sides): void {
  for (const system of [source, target]) checkMaster(platform, system);
}

/** Leaves both copies, for somebody to recover. */
export function breakMigration(
  platform: Platform,
  sides: Sides,
  { reason, recovery }: { readonly reason: string; readonly recovery: NonNullable<Migration['recovery']> },
): void {
  forgetSteps(platform, sides);
  for (const [system, copy] of [
    [sides.source, sides.leaving],
    [sides.target, sides.arriving],
  ] as const) {
    copy.migrationState = 'Migration_Failed';
    if (copy.migration !== undefined) copy.migration.recovery = { ...recovery };
    reportMigration(platform, system, copy);
  }
  tellJob(platform, sides, new PlatformRefusal(400, 'SIM-MIGRATION-FAILED', reason));
}

export function completeMigration(platform: Platform, sides: Sides): void {
  settleOn(platform, sides, 'target');
  tellJob(platform, sides);
}

export function sidesOf(platform: Platform, given: Target): Sides {
  const { migration, name, uuid } = partitionOf(systemOf(platform, given.system), given.partition);
  if (migration === undefined) {
    throw new PlatformRefusal(400, 'SIM-NOT-MIGRATING', `Partition ${name} is not migrating.`);
  }
  const [source, target] = [systemOf(platform, migration.source), systemOf(platform, migration.target)];
  return {
    migration,
    source,
    target,
    leaving: partitionOf(source, uuid),
    arriving: partitionOf(target, uuid),
  };
}

export function reportMigration(
  platform: Platform,
  system: ManagedSystem,
  partition: LogicalPartition,
): void {
  touch(partition, system);
  platform.announce({
    kind: 'MODIFY',
    path: ['LogicalPartition', partition.uuid],
    details: ['PartitionState', 'MigrationState', 'Other'],
  });
}

/** By which the job of a migration is found. */
export function jobKeyOf({ source, leaving }: Pick<Sides, 'source' | 'leaving'>): string {
  return `${source.uuid}/${leaving.uuid}`;
}

function settleOn(platform: Platform, sides: Sides, side: 'source' | 'target'): void {
  const { source, leaving, target, arriving, migration } = sides;
  forgetSteps(platform, sides);
  const [home, stays] = side === 'source' ? [source, leaving] : [target, arriving];
  const [other, goes] = side === 'source' ? [target, arriving] : [source, leaving];
  removePartition(platform, other, goes);
  stays.state = migration.before;
  stays.migrationState = 'Not_Migrating';
  delete stays.migration;
  reportMigration(platform, home, stays);
  if (stays.state === 'running' && stays.rmc !== 'active') expectRmc(platform, home, stays);
  settleVnics(platform, home);
}

function forgetSteps({ state }: Platform, { source, leaving }: Sides): void {
  state.pending = state.pending.filter(
    (pending) =>
      pending.kind !== 'MIGRATION_STEP' ||
      pending.system !== source.uuid ||
      pending.partition !== leaving.uuid,
  );
}

function tellJob({ migrationJobs }: Platform, sides: Sides, failure?: PlatformRefusal): void {
  const key = jobKeyOf(sides);
  const tell = migrationJobs.get(key);
  migrationJobs.delete(key);
  tell?.(failure);
}
