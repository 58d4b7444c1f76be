import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationForecast } from '@powervm-sriov/sriov-core';
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
  /** For messages; its UUID unless given. */
  readonly sourceName?: string | undefined;
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
  { id: wanted, powerOn = true, ...request }: EvacuateRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const { source, partition } = request;
  const { id, begun } = await findBegun(target, { id: wanted, kind: 'evacuate', partition }, signal);
  const { proof, order, instance } = await judge(target, request, signal);
  const { spec, vnics } = order;
  const room = { id, allowReduced: false, what: `partition ${spec.name}` };
  takeRoom(target, room, () => forecastRebuild(target, order));
  const what = { partition, partitionName: spec.name, instance, spec, vnics };
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

/** Whether it could be, and where its vNICs would go; nothing is changed. @throws as {@link evacuate} */
export async function checkEvacuation(
  target: ComputeHost,
  request: Omit<EvacuateRequest, 'powerOn'>,
  signal: AbortSignal,
): Promise<MigrationForecast> {
  const { id, partition } = request;
  await findBegun(target, { id, kind: 'evacuate', partition }, signal);
  return (await judge(target, request, signal)).forecast;
}

async function judge(
  target: ComputeHost,
  { source, sourceName, partition, fencing }: EvacuateRequest,
  signal: AbortSignal,
) {
  const { records, systemStates: states } = target;
  const systemName = sourceName ?? `system ${source}`;
  const record = await records.partitions.find({ system: source, partition }, signal);
  const spec = needSpec(record?.spec, `partition ${partition} of ${systemName}`);
  const vnics = await recordedVnics(target, { system: source, partition }, signal);
  const fenced = { system: source, systemName, partition, name: spec.name };
  const proof = await proveFencing({ fenced, fencing, states }, signal);
  const order = { partition, spec, vnics, from: systemName, reasons: [] };
  const forecast = await checkRebuild(target, order, signal);
  return { proof, order, forecast, instance: record?.instance };
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
