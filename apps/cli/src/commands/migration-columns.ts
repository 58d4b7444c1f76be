import type { ManagedHost, MigrationRecord } from '@powervm-sriov/compute-driver';
import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Column } from '../render/column.ts';

/** A migration, and the systems by whose names people know them. */
export interface MigrationRow {
  readonly migration: MigrationRecord;
  readonly systems: readonly ManagedHost[];
}

export const migrationColumns: readonly Column<MigrationRow>[] = [
  { name: 'id', value: ({ migration }) => migration.id },
  { name: 'kind', value: ({ migration }) => migration.kind },
  { name: 'partition', value: ({ migration }) => migration.partitionName },
  {
    name: 'phase',
    value: ({ migration }) => migration.phase,
    tone: ({ migration: { phase } }) =>
      phase === 'done' ? 'good' : phase === 'needs-recovery' || phase === 'quarantined' ? 'bad' : undefined,
  },
  { name: 'source', value: ({ migration, systems }) => systemName(systems, migration.source) },
  { name: 'target', value: ({ migration, systems }) => systemName(systems, migration.target) },
  { name: 'driver', value: ({ migration }) => migration.driver, detail: true },
  { name: 'vnics', value: ({ migration }) => migration.vnics.length, detail: true },
  { name: 'next', value: ({ migration }) => nextStep(migration), detail: true },
  { name: 'fencing', value: ({ migration }) => migration.fencing, detail: true },
  { name: 'failure', value: ({ migration }) => migration.failure, detail: true },
  { name: 'started', value: ({ migration }) => migration.startedAt, detail: true },
  { name: 'changed', value: ({ migration }) => migration.changedAt, detail: true },
];

export function systemName(systems: readonly ManagedHost[], system: string): string {
  return systems.find(({ uuid }) => sameUuid<string>(uuid, system))?.name ?? system;
}

/** The commands that go on with it, where somebody has to. */
export function nextStep({
  id,
  kind,
  phase,
  partitionName,
}: Pick<MigrationRecord, 'id' | 'kind' | 'phase' | 'partitionName'>): string | undefined {
  const it = /^\S+$/.test(partitionName) ? partitionName : id;
  switch (phase) {
    case 'awaiting-confirm':
      return `migration confirm ${it}, or migration revert ${it}`;
    case 'awaiting-source':
      return `migration confirm ${it}, when the source is back`;
    case 'quarantined':
      return `migration confirm ${it}, when that is mended on the source`;
    case 'needs-recovery':
      return `migration recover ${it}`;
    case 'moving':
      return kind === 'live' ? `migration resume ${it}, or migration abort ${it}` : `migration resume ${it}`;
    case 'rolling-back':
      return kind === 'live'
        ? `migration resume ${it}, or migration recover ${it} when the partition is on its target`
        : `migration resume ${it}`;
    case 'prepared':
    case 'moved':
    case 'confirming':
      return `migration resume ${it}`;
    case 'done':
    case 'rolled-back':
      return undefined;
  }
}
