import type { Platform } from '../platform.ts';
import { breakMigration, completeMigration, reportMigration, sidesOf } from './end-migration.ts';
import { awaitStep } from './start-migration.ts';

/** The next quarter has been moved, and perhaps the last; or what a test asked for goes wrong. */
export function advanceMigration(
  platform: Platform,
  given: { readonly system: string; readonly partition: string },
): void {
  const sides = sidesOf(platform, given);
  const { migration, source, leaving, target, arriving } = sides;
  for (const copy of [leaving, arriving]) {
    if (copy.migration !== undefined) copy.migration.quarters += 1;
    copy.migrationState = 'Migration_In_Progress';
  }
  const failure = leaving.migrationFailure;
  const failsNow =
    (failure?.at === 'half' && migration.quarters === 2) ||
    (failure?.at === 'end' && migration.quarters === 4);
  if (failure !== undefined && failsNow) {
    delete leaving.migrationFailure;
    const recovery = {
      side: failure.at === 'end' ? 'target' : 'source',
      needsForce: failure.needsForce,
    } as const;
    breakMigration(platform, sides, { reason: failure.reason, recovery });
    return;
  }
  if (migration.quarters === 4) {
    completeMigration(platform, sides);
    return;
  }
  reportMigration(platform, source, leaving);
  reportMigration(platform, target, arriving);
  awaitStep(platform, migration, leaving);
}
