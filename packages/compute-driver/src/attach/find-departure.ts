import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { hasLeftovers, isFinished } from '../migrate/migration-phases.ts';
import type { MigrationRecord } from '../records/migration-record.ts';

/**
 * The migration because of which the partition's vNICs are not this system's to change: one that has not finished, or an
 * evacuation that has taken the partition from here, until its source is cleaned or the partition is back.
 */
export async function findDeparture(
  { records, host }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<MigrationRecord | undefined> {
  const place = { system: host.system, partition };
  const migrations = await records.migrations.list(place, signal);
  const underWay = migrations.find(({ phase }) => !isFinished(phase));
  if (underWay !== undefined) return underWay;
  const evacuation = migrations.find(
    ({ phase, source }) => hasLeftovers(phase) && sameUuid(source, host.system),
  );
  if (evacuation === undefined) return undefined;
  const isBack = (await records.partitions.find(place, signal)) !== undefined;
  return isBack ? undefined : evacuation;
}
