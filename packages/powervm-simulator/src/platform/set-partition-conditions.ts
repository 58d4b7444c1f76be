import { checkMaster } from './check-writable.ts';
import { partitionOf, systemOf } from './locate.ts';
import type { MigrationFailure } from './migration/migration-state.ts';
import type { Platform } from './platform.ts';
import { touch } from './touch.ts';

type Target = { readonly system: string; readonly partition: string };

/** Whether the operating system shuts down when it is told to; one that hangs lets the job end in an error. */
export function setOsResponsive(
  platform: Platform,
  target: Target & { readonly isResponsive: boolean },
): void {
  partitionOf(systemOf(platform, target.system), target.partition).osResponsive = target.isResponsive;
}

export function failNextMigration(
  platform: Platform,
  target: Target & { readonly failure: MigrationFailure },
): void {
  partitionOf(systemOf(platform, target.system), target.partition).migrationFailure = target.failure;
}

/** Somebody sits at the partition's virtual terminal: it does not migrate until that is closed (nova-powervm live_migration.py [R]). */
export function openVterm(platform: Platform, target: Target): void {
  setVterm(platform, target, true);
}

/** One that is not open is closed as well. */
export function closeVterm(platform: Platform, target: Target): void {
  checkMaster(platform, systemOf(platform, target.system));
  setVterm(platform, target, false);
}

function setVterm(platform: Platform, target: Target, isOpen: boolean): void {
  const partition = partitionOf(systemOf(platform, target.system), target.partition);
  partition.hasOpenVterm = isOpen;
  touch(partition);
  platform.announce({ kind: 'MODIFY', path: ['LogicalPartition', partition.uuid], details: ['Other'] });
}
