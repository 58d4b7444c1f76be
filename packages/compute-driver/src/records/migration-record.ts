import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationPhase } from '../migrate/migration-phases.ts';
import type { PartitionSpec } from './partition-record.ts';
import type { VnicRecord } from './vnic-record.ts';

export interface MigrationKey {
  readonly id: string;
}

/** A partition on its way from one system to another, as far as it has come. */
export interface MigrationRecord extends MigrationKey {
  readonly kind: 'live' | 'cold' | 'evacuate';
  /** Who drives it from phase to phase: nobody else may. */
  readonly driver: 'nova' | 'operator';
  readonly phase: MigrationPhase;
  readonly source: SystemUuid;
  readonly target: SystemUuid;
  readonly partition: PartitionUuid;
  readonly partitionName: string;
  readonly instance: string | undefined;
  /** What the partition is rebuilt from; undefined where the platform carries it. */
  readonly spec: PartitionSpec | undefined;
  /** Whether the partition ran when it began, and is to run again when it is rolled back. */
  readonly wasRunning?: boolean | undefined;
  /** The vNICs as they were wanted on the source when it began. */
  readonly vnics: readonly VnicRecord[];
  /** The console's job under way. */
  readonly job: string | undefined;
  /** Evacuation: the witness's finding, or the operator's statement that the source is off. */
  readonly fencing: string | undefined;
  /** Why it failed, in one line. */
  readonly failure: string | undefined;
  /** Wall-clock times, ISO 8601, for people. */
  readonly startedAt: string;
  readonly changedAt: string;
}
