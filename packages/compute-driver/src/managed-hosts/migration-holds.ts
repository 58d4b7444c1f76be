import { HostError } from '../host/host-error.ts';
import { needMigration } from '../migrate/migration-journey.ts';
import type { BothSides, ComputeHosts } from '../migrate/migration-sides.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { HostAccess } from './host-access.ts';

type Systems = Pick<MigrationRecord, 'source' | 'target'>;

/** The two systems of a migration, opened and held together. */
export interface MigrationHolds {
  openBoth(systems: Systems, signal: AbortSignal): Promise<BothSides>;
  /** Holds both for a migration that is to begin. */
  between<Result>(
    systems: Systems,
    signal: AbortSignal,
    work: (sides: BothSides) => Promise<Result>,
  ): Promise<Result>;
  /** Holds those of a migration on record, as far as they are at hand. @throws HostError MIGRATION_UNKNOWN, SYSTEM_UNKNOWN */
  within(
    id: string,
    signal: AbortSignal,
    work: (computes: ComputeHosts, record: MigrationRecord) => Promise<MigrationRecord>,
  ): Promise<MigrationRecord>;
}

export function migrationHolds({ records, open, changeAll }: HostAccess): MigrationHolds {
  const openBoth = async ({ source, target }: Systems, signal: AbortSignal): Promise<BothSides> => ({
    source: await open(source, signal),
    target: await open(target, signal),
  });
  return {
    openBoth,
    between: ({ source, target }, signal, work) =>
      changeAll([source, target], signal, async () => work(await openBoth({ source, target }, signal))),
    async within(id, signal, work) {
      const { source, target } = await needMigration({ records }, id, signal);
      return await changeAll([source, target], signal, async (computes) => {
        const [asking, ...others] = computes;
        if (asking === undefined) throw outOfReach(id);
        return await work([asking, ...others], await needMigration(asking, id, signal));
      });
    },
  };
}

function outOfReach(id: string): HostError {
  return new HostError(
    'SYSTEM_UNKNOWN',
    `neither system of migration ${id} is managed by the consoles at hand; connect to the console of one`,
  );
}
