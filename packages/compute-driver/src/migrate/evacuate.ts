import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { arriveAtTarget } from './arrive-at-target.ts';
import { findBegun, recordMigration } from './begin-migration.ts';
import { checkRebuild } from './check-rebuild.ts';
import { needSpec } from './cold-migration.ts';
import { forecastRebuild, takeRoom } from './hold-room.ts';
import { takeStep } from './migration-journey.ts';
import { recordedVnics, wantedVnics } from './partition-offer.ts';
import { keepingRoom } from './pre-live-migration.ts';
import { type Fencing, proveFencing } from './prove-fencing.ts';
import { revertAtTarget } from './revert-migration.ts';
import { undoAfter } from './undo-after.ts';

export interface EvacuateRequest {
  /** The dead system; nothing is sent to it. */
  readonly source: SystemUuid;
  readonly partition: PartitionUuid;
  readonly fencing: Fencing;
  readonly id?: string | undefined;
  /** Whether it is to run on the target; true unless given. */
  readonly powerOn?: boolean | undefined;
}

/**
 * Builds a partition of a dead system on the target, from its records alone, once it is proven or stated that it does
 * not run any more. When that fails, what was built is removed again before this rejects.
 *
 * @throws HostError NOT_FENCED, PARTITION_NOT_OURS without a record of it, MIGRATION_REFUSED with every reason,
 * MIGRATION_UNDER_WAY.
 */
export async function evacuate(
  target: ComputeHost,
  { source, partition, fencing, id: wanted, powerOn = true }: EvacuateRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const { id, begun } = await findBegun(target, { id: wanted, kind: 'evacuate', partition }, signal);
  const record = await target.records.partitions.find({ system: source, partition }, signal);
  const spec = needSpec(record?.spec, `partition ${partition} of system ${source}`);
  const vnics = await recordedVnics(target, { system: source, partition }, signal);
  const proof = await proveFencing({ system: source, partition, name: spec.name }, fencing, signal);
  const order = { partition, spec, vnics, from: `system ${source}`, reasons: [] };
  await checkRebuild(target, order, signal);
  const room = { id, allowReduced: false, what: `partition ${spec.name}` };
  takeRoom(target, room, () => forecastRebuild(target, order));
  const what = { partition, partitionName: spec.name, instance: record?.instance, spec, vnics };
  const ends = { source, target: target.host.system, fencing: proof, wasRunning: powerOn };
  if (begun === undefined) {
    await keepingRoom(target, id, () =>
      recordMigration(target, { id, kind: 'evacuate', ...ends, ...what }, signal),
    );
  }
  try {
    await beginRebuild(target, id, signal);
    return await arriveAtTarget(target, { id, powerOn }, signal);
  } catch (error) {
    return await undoAfter(error, id, () => revertAtTarget(target, id, neverAborted));
  }
}

/** Nobody holds a partition on a dead source. From `moving` on the record says for good which vNICs are built. */
function beginRebuild(target: ComputeHost, id: string, signal: AbortSignal): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['evacuate'],
    from: ['prepared'],
    past: ['moving', 'moved'],
    act: 'rebuilding the partition',
  } as const;
  return takeStep(target, step, signal, async (journey) => {
    const vnics = await wantedVnics(target, journey.record(), signal);
    return await journey.moveTo('moving', { vnics });
  });
}
