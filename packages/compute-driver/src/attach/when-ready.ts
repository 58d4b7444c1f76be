import { type MacAddress, type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { VifError } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { partitionKey } from '../host/partition-key.ts';
import { findHindrance, type Hindrance } from './find-hindrance.ts';
import { takeTurn } from './take-turn.ts';

/** Milliseconds between looks at a partition that is not fit to be changed, and for how long. */
export interface Patience {
  readonly every: number;
  readonly longest: number;
}

/** Well within the 60 seconds for which Nova waits for an answer (openstack.md). */
const usualPatience: Patience = { every: 1_000, longest: 20_000 };

export interface Turn {
  readonly partition: PartitionUuid;
  readonly macs: readonly MacAddress[];
  /** When all of these vNICs are so already, nothing is sent, and any state of the partition will do but a migration. */
  readonly moot: 'present' | 'absent';
  /** For messages: `plugging vNIC ...`. */
  readonly act: string;
  readonly patience: Patience | undefined;
}

/**
 * Does the work when the partition is fit to be changed and nobody else changes it. Attach and detach take their turns
 * in the order in which they were asked for, so that the last one asked for is the last one done; while they wait for
 * the partition they do not hold it, so that what makes it fit again can go on.
 *
 * @throws HostError PARTITION_NOT_READY; what the work did before it was refused it has undone, or told.
 */
export function whenReady<Result>(
  compute: ComputeHost,
  turn: Turn,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const { every, longest } = turn.patience ?? usualPatience;
  const { clock } = compute.host.session;
  const deadline = clock.now() + longest;
  return takeTurn(compute.partitionLock, attachKey(turn.partition), signal, async () => {
    for (;;) {
      const attempt = await tryOnce(compute, turn, signal, work);
      if (attempt.kind === 'done') return attempt.result;
      const left = deadline - clock.now();
      if (!attempt.hindrance.passes || left <= 0) throw notReady(turn, attempt.hindrance, longest);
      await clock.sleep(Math.min(every, left), signal);
    }
  });
}

/** Work that is to have a partition's attach and detach for itself, whatever state the partition is in. */
export function holdingPartition<Result>(
  { partitionLock }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  return takeTurn(partitionLock, attachKey(partition), signal, () =>
    takeTurn(partitionLock, partitionKey(partition), signal, work),
  );
}

function attachKey(partition: PartitionUuid): string {
  return `attach ${partitionKey(partition)}`;
}

type Attempt<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'hindered'; readonly hindrance: Hindrance };

/** Looked at before it is waited for, too: a shutdown or migration may hold the partition for long. */
async function tryOnce<Result>(
  compute: ComputeHost,
  turn: Turn,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Attempt<Result>> {
  const early = await findRealHindrance(compute, turn, signal);
  if (early !== undefined) return { kind: 'hindered', hindrance: early };
  return await takeTurn(compute.partitionLock, partitionKey(turn.partition), signal, async () => {
    const hindrance = await findRealHindrance(compute, turn, signal);
    if (hindrance !== undefined) return { kind: 'hindered', hindrance };
    try {
      return { kind: 'done', result: await work() };
    } catch (error) {
      const behind = await hindranceBehind(compute, turn.partition, { error, signal });
      if (behind === undefined) throw error;
      return { kind: 'hindered', hindrance: behind };
    }
  });
}

/** A refusal may be the first to tell that the partition is not what the view shows; what was refused left nothing. */
async function hindranceBehind(
  compute: ComputeHost,
  partition: PartitionUuid,
  { error, signal }: { readonly error: unknown; readonly signal: AbortSignal },
): Promise<Hindrance | undefined> {
  const first = error instanceof HostError && error.code === 'UNPLUG_INCOMPLETE' ? error.cause : error;
  if (!(first instanceof VifError)) return undefined;
  if (first.code === 'PARTITION_NOT_READY') return { why: first.message, kind: 'state', passes: true };
  if (first.code !== 'PLATFORM_REFUSED') return undefined;
  await compute.host.freshen(partition, 'read-now', signal);
  return await findHindrance(compute, partition, signal);
}

async function findRealHindrance(
  compute: ComputeHost,
  { partition, macs, moot }: Turn,
  signal: AbortSignal,
): Promise<Hindrance | undefined> {
  const hindrance = await findHindrance(compute, partition, signal);
  if (hindrance === undefined || hindrance.kind === 'migration') return hindrance;
  const here = compute.host
    .snapshot()
    .vnics.filter(({ partitionUuid }) => sameUuid(partitionUuid, partition));
  const isMoot = macs.every((mac) => here.some((vnic) => vnic.mac === mac) === (moot === 'present'));
  return isMoot ? undefined : hindrance;
}

function notReady({ act }: Turn, { why, passes }: Hindrance, longest: number): HostError {
  const waited = passes ? ` (waited ${longest / 1_000} s for it)` : '';
  return new HostError('PARTITION_NOT_READY', `${act} is not possible now, because ${why}${waited}`);
}
