import type { MigrationRecord, PartitionKey } from '../src/index.ts';

/** A migration of Nova's that has just begun, within one system: enough for whoever only asks whether there is one. */
export function migrationOf(
  { system, partition }: PartitionKey,
  change: Partial<MigrationRecord> = {},
): MigrationRecord {
  return {
    id: 'm-1',
    kind: 'cold',
    driver: 'nova',
    phase: 'prepared',
    source: system,
    target: system,
    partition,
    partitionName: 'lpar1',
    instance: undefined,
    spec: undefined,
    vnics: [],
    job: undefined,
    fencing: undefined,
    failure: undefined,
    startedAt: '',
    changedAt: '',
    ...change,
  };
}
