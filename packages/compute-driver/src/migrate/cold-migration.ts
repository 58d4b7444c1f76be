import { renamePartition } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { removePartition } from '../partition/delete-partition.ts';
import { partitionNameOf } from '../partition/partition-name.ts';
import { type PowerOffRequest, takeDown } from '../partition/power-off.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { PartitionSpec } from '../records/partition-record.ts';
import { findBegun, recordMigration } from './begin-migration.ts';
import { checkRebuild, explainDeparture } from './check-rebuild.ts';
import { forecastRebuild, takeRoom } from './hold-room.ts';
import { takeStep } from './migration-journey.ts';
import { type PartitionOffer, wantedVnics } from './partition-offer.ts';
import { keepingRoom } from './pre-live-migration.ts';

export interface PrepareColdMigrationRequest {
  readonly offer: PartitionOffer;
  readonly id?: string | undefined;
}

/**
 * The target gets ready for a partition that will be built there from its record: checked, its room held, on record as
 * `prepared`. Asking again under the same id answers the same record.
 *
 * @throws HostError MIGRATION_REFUSED with every reason, PARTITION_NOT_OURS, MIGRATION_UNDER_WAY; nothing is held then.
 */
export async function prepareColdMigration(
  target: ComputeHost,
  { offer, id: wanted }: PrepareColdMigrationRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const { side, vnics, instance } = offer;
  const { uuid: partition, name: partitionName, state } = offer.partition.snapshot;
  const { id, begun } = await findBegun(target, { id: wanted, kind: 'cold', partition }, signal);
  const { name: from, uuid: source } = side.snapshot.system;
  const spec = needSpec(offer.spec, `partition ${partitionName} of ${from}`);
  const order = { partition, spec, vnics, from, reasons: explainDeparture(offer) };
  await checkRebuild(target, order, signal);
  const room = { id, allowReduced: false, what: `partition ${partitionName}` };
  takeRoom(target, room, () => forecastRebuild(target, order));
  if (begun !== undefined) return begun;
  const what = { partition, partitionName, instance, spec, vnics, wasRunning: state !== 'not activated' };
  return await keepingRoom(target, id, () =>
    recordMigration(target, { id, kind: 'cold', source, target: target.host.system, ...what }, signal),
  );
}

/** @throws HostError PARTITION_NOT_OURS */
export function needSpec(spec: PartitionSpec | undefined, what: string): PartitionSpec {
  if (spec !== undefined) return spec;
  throw new HostError(
    'PARTITION_NOT_OURS',
    `${what} was not created here, so there is no record to build it from elsewhere; migrate it live, or by its console`,
  );
}

export interface LeaveSourceRequest extends Partial<PowerOffRequest> {
  readonly id: string;
}

/**
 * The source takes the partition down and sets it aside under another name, with its vNICs: until somebody confirms, it
 * is what a revert goes back to. Asking again goes on where a crash stopped.
 *
 * @throws HostError PARTITION_NOT_READY when its operating system does not shut down; it is then as it was.
 */
export function leaveSource(
  source: ComputeHost,
  { id, how = 'os-shutdown', ...patience }: LeaveSourceRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['cold'],
    from: ['prepared', 'moving'],
    past: ['moved', 'awaiting-confirm', 'confirming', 'done'],
    act: 'taking the partition down',
  } as const;
  return takeStep(source, step, signal, async (journey) => {
    const { host } = source;
    if (journey.record().phase === 'prepared')
      await journey.moveTo('moving', { vnics: await wantedVnics(source, journey.record(), signal) });
    const { partition, partitionName } = journey.record();
    await takeDown(source, partition, { how, ...patience }, signal);
    const place = { system: host.system, partition };
    await renamePartition(host.session, place, asideName(partitionName, partition), signal);
    await host.freshen(partition, 'read-now', signal);
    return journey.record();
  });
}

/** The partition stays on the target for good: what was set aside on the source is removed, with its vNICs. */
export function confirmColdMigration(
  source: ComputeHost,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['cold'],
    from: ['awaiting-confirm', 'confirming'],
    past: ['done'],
    act: 'confirming',
  } as const;
  return takeStep(source, step, signal, async (journey) => {
    const { partition } = await journey.moveTo('confirming');
    await removePartition(source, partition, signal);
    return await journey.moveTo('done');
  });
}

/** Another name on the source, as a name may be, and no other partition's. */
function asideName(name: string, partition: PartitionUuid): string {
  return partitionNameOf(`left_${partition.slice(0, 8).toLowerCase()}_${name}`);
}
