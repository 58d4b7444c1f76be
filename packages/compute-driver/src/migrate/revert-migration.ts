import { renamePartition } from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { removePartition } from '../partition/delete-partition.ts';
import { takeDown } from '../partition/power-off.ts';
import { bringUp } from '../partition/power-on.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { releaseRoom } from './hold-room.ts';
import { nameMigration, takeStep } from './migration-journey.ts';
import { lookForPartition } from './whereabouts.ts';

/**
 * The target gives back what it built, running or not. A cold migration is then reverted on its source; of an evacuation
 * nothing is left to do.
 */
export function revertAtTarget(
  target: ComputeHost,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['cold', 'evacuate'],
    from: ['prepared', 'moving', 'moved', 'awaiting-confirm', 'rolling-back'],
    past: ['rolled-back'],
    act: 'reverting on the target',
  } as const;
  return takeStep(target, step, signal, async (journey) => {
    const { kind, partition } = await journey.moveTo('rolling-back');
    if (await isOurs(target, journey.record(), signal)) {
      const there = await lookForPartition(target, partition, signal);
      if (there !== undefined) await takeDown(target, partition, { how: 'immediate' }, signal);
      await removePartition(target, partition, signal);
    }
    releaseRoom(target, id);
    return kind === 'cold' ? journey.record() : await journey.moveTo('rolled-back');
  });
}

export interface RevertAtSourceRequest {
  readonly id: string;
  /** Whether it is to run again; as it did before unless given. */
  readonly powerOn?: boolean | undefined;
}

/**
 * The source takes the partition back under its own name, once the target has nothing of it any more. One that somebody
 * has deleted there meanwhile is not to be given back.
 */
export function revertAtSource(
  source: ComputeHost,
  { id, powerOn }: RevertAtSourceRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['cold'],
    from: ['rolling-back'],
    past: ['rolled-back'],
    act: 'reverting on the source',
  } as const;
  return takeStep(source, step, signal, async (journey) => {
    const record = journey.record();
    const { partition, partitionName, wasRunning = false } = record;
    await requireGiveBack(source, record, signal);
    if ((await lookForPartition(source, partition, signal)) === undefined) {
      return await journey.moveTo('rolled-back');
    }
    const { host } = source;
    await renamePartition(host.session, { system: host.system, partition }, partitionName, signal);
    await host.freshen(partition, 'read-now', signal);
    if (powerOn ?? wasRunning) await bringUp(source, partition, signal);
    return await journey.moveTo('rolled-back');
  });
}

/** The same MACs must not run twice. */
async function requireGiveBack(
  { records }: ComputeHost,
  record: MigrationRecord,
  signal: AbortSignal,
): Promise<void> {
  const { partition, target: system } = record;
  const built = await records.partitions.find({ system, partition }, signal);
  if (built === undefined) return;
  throw new HostError(
    'MIGRATION_PHASE',
    `${nameMigration(record)} still has on its target what was built there: nothing was done on the source; revert it on the target first`,
  );
}

/** Only what this migration built is removed: before it began the target had no such partition. */
async function isOurs(
  { records, host: { system } }: ComputeHost,
  { partition }: MigrationRecord,
  signal: AbortSignal,
): Promise<boolean> {
  return (await records.partitions.find({ system, partition }, signal)) !== undefined;
}
