import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationRecord } from '../records/migration-record.ts';

/** Where nothing of the partition should be any more; undefined while something is left to do on either side. */
export function desertedSystem({ phase, source, target }: MigrationRecord): SystemUuid | undefined {
  return phase === 'done' ? source : phase === 'rolled-back' ? target : undefined;
}
