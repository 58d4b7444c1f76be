import { PowerVmError, readLogicalPartition } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainHindrance, judgePartition, type PartitionSnapshot } from '@powervm-sriov/sriov-core';
import { snapshotPartition } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { explainUnfinished } from '../migrate/explain-unfinished.ts';
import { isFinished } from '../migrate/migration-phases.ts';
import type { MigrationRecord } from '../records/migration-record.ts';

/** Why the vNICs of a partition cannot be changed now, for people. */
export interface Hindrance {
  readonly why: string;
  readonly kind: 'migration' | 'state';
  /** It may be over in a moment: a boot, a shutdown, a migration that waits for nobody. */
  readonly passes: boolean;
}

/** What hinders now. The migration is asked for last: it may have begun while the platform was asked. */
export async function findHindrance(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<Hindrance | undefined> {
  const state = await findStateHindrance(compute, partition, signal);
  const migration = await findMigration(compute, partition, signal);
  if (migration === undefined) return state;
  return {
    why: explainUnfinished(migration),
    kind: 'migration',
    passes: migration.phase !== 'awaiting-confirm',
  };
}

/** The view is believed when it finds the partition fit; that it is not is asked of the platform before it is told. */
async function findStateHindrance(
  compute: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<Hindrance | undefined> {
  const { host } = compute;
  await host.freshen(partition, 'recent', signal);
  const seen = host.snapshot().partitions.find(({ uuid }) => sameUuid(uuid, partition));
  if (seen === undefined || judgePartition(seen) === undefined) return undefined;
  const now = await readState(compute, partition, signal);
  const hindrance = now && judgePartition(now);
  if (now === undefined || hindrance === undefined) {
    await host.freshen(partition, 'read-now', signal);
    return undefined;
  }
  return {
    why: explainHindrance(now, hindrance),
    kind: 'state',
    passes: hindrance.kind !== 'no-dynamic-io',
  };
}

/** Undefined when the platform does not know the partition: what is done next tells so. */
async function readState(
  { host }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<PartitionSnapshot | undefined> {
  try {
    const place = { system: host.system, partition };
    const { values } = await readLogicalPartition(host.session, place, signal);
    return snapshotPartition(partition, values);
  } catch (error) {
    if (error instanceof PowerVmError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** A migration of this partition that has not finished. */
export async function findMigration(
  { records, host }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<MigrationRecord | undefined> {
  const migrations = await records.migrations.list({ system: host.system, partition }, signal);
  return migrations.find(({ phase }) => !isFinished(phase));
}
