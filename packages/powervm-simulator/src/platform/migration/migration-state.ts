import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PartitionState } from '../partition-state.ts';

/** Stands in both copies of a partition for as long as it migrates, or waits to be recovered. */
export type Migration = {
  /** A partition that is off moves without its memory: inactive. */
  kind: 'active' | 'inactive';
  role: 'source' | 'target';
  source: SystemUuid;
  target: SystemUuid;
  /** How much has been moved, 0 to 4. */
  quarters: number;
  /** What the partition was before, and is again after. */
  before: PartitionState;
  /** Of a migration that failed: where MigrateRecover puts the partition, and whether it must be told to force it. */
  recovery?: { side: 'source' | 'target'; needsForce: boolean };
};

/** `validate` and `start` leave nothing behind, `half` and `end` need a recovery: to the source, to the target. */
export type MigrationFailure = {
  at: 'validate' | 'start' | 'half' | 'end';
  reason: string;
  needsForce: boolean;
};
