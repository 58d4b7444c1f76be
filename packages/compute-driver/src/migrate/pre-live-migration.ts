import type { ComputeHost } from '../compute-host.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { findBegun, recordMigration } from './begin-migration.ts';
import { checkOffer, type DestinationCheck, forecastOffer } from './check-destination.ts';
import { releaseRoom, takeRoom } from './hold-room.ts';
import type { PartitionOffer } from './partition-offer.ts';

export interface PreLiveMigrationRequest extends DestinationCheck {
  readonly offer: PartitionOffer;
  /** Nova's id of the migration; made here unless given. */
  readonly id?: string | undefined;
}

/**
 * The target gets ready: it checks the offer once more, holds the room of the vNICs, and the migration is on record as
 * `prepared`. Asking again under the same id answers the same record.
 *
 * @throws HostError MIGRATION_REFUSED with every reason, or MIGRATION_UNDER_WAY; nothing is held or written then.
 */
export async function preLiveMigration(
  target: ComputeHost,
  { offer, id: wanted, ...check }: PreLiveMigrationRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const { uuid: partition, name: partitionName } = offer.partition.snapshot;
  const { id, begun } = await findBegun(target, { id: wanted, kind: 'live', partition }, signal);
  await checkOffer(target, offer, check, signal);
  const room = { id, allowReduced: check.allowReduced ?? false, what: `partition ${partitionName}` };
  takeRoom(target, room, () => forecastOffer(target, offer));
  if (begun !== undefined) return begun;
  const { side, vnics, spec, instance } = offer;
  const [source, own] = [side.snapshot.system.uuid, target.host.system];
  const what = { partition, partitionName, instance, spec, vnics, wasRunning: true };
  return await keepingRoom(target, id, () =>
    recordMigration(target, { id, kind: 'live', source, target: own, ...what }, signal),
  );
}

/** The room is held for as long as the record says so: without a record it is free again. */
export async function keepingRoom<Result>(
  target: ComputeHost,
  id: string,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    releaseRoom(target, id);
    throw error;
  }
}
