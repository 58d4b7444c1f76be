import { addAuthorizedKey } from '@powervm-sriov/pypowervm-ts';
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
 * The target gets ready: it checks the offer once more, holds the room of the vNICs, lets the source's NovaLink in by
 * its key, and the migration is on record as `prepared`. Asking again under the same id answers the same record.
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
  return await keepingRoom(target, id, async () => {
    await letIn(target, offer, signal);
    if (begun !== undefined) return begun;
    const { side, vnics, spec, instance } = offer;
    const ends = { source: side.snapshot.system.uuid, target: target.host.system };
    const what = { partition, partitionName, instance, spec, vnics, wasRunning: true };
    return await recordMigration(target, { id, kind: 'live', ...ends, ...what }, signal);
  });
}

/** A key that was let in before is not sent again; an HMC has its own ways. */
async function letIn(
  { host: { session } }: ComputeHost,
  { publicKey }: PartitionOffer,
  signal: AbortSignal,
): Promise<void> {
  if (publicKey === undefined || session.traits.kind !== 'novalink') return;
  await addAuthorizedKey(session, publicKey, signal);
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
