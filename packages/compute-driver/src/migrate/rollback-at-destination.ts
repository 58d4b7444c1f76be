import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { releaseRoom } from './hold-room.ts';
import { nameMigration, takeStep } from './migration-journey.ts';
import { lookForPartition } from './whereabouts.ts';

/**
 * The target lets go of a live migration that did not happen: the room is free again, and nothing of the partition is
 * there. A migration that may still be under way is not rolled back; it is settled or aborted first.
 */
export function rollbackAtDestination(
  target: ComputeHost,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['live'],
    from: ['prepared', 'rolling-back'],
    past: ['rolled-back'],
    act: 'rolling the target back',
  } as const;
  return takeStep(target, step, signal, async (journey) => {
    const record = await journey.moveTo('rolling-back');
    const left = await lookForPartition(target, record.partition, signal);
    if (left !== undefined) {
      throw new HostError(
        'MIGRATION_FAILED',
        `${nameMigration(record)} failed, and the target shows the partition as '${left.state}': nothing was removed there; recover it`,
      );
    }
    await target.host.refresh(signal);
    releaseRoom(target, id);
    return await journey.moveTo('rolled-back');
  });
}
