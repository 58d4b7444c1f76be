import type { MigrationRecord } from '../records/migration-record.ts';
import { explainNext, explainPhase } from './explain-phase.ts';
import { nameMigration } from './migration-journey.ts';

/** Why nothing else is done with its partition, and what ends that: `cold migration M of partition P is under way: ...` */
export function explainUnfinished(migration: MigrationRecord): string {
  return `${nameMigration(migration)} ${explainPhase(migration)}: ${explainNext(migration)} first`;
}
