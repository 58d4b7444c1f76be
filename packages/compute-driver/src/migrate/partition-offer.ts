import { readPublicKey } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationSide, MovingPartition, PartitionSnapshot } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { nameAbsent } from '../partition/find-partition.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { PartitionSpec } from '../records/partition-record.ts';
import { isAcknowledged, type VnicRecord } from '../records/vnic-record.ts';
import { readMigrationSide, readMovingPartition } from './read-migration-side.ts';

/**
 * What the source has to say before one of its partitions moves: plain data, so that it can be handed to the agent of
 * the target, which may not see the source at all.
 */
export interface PartitionOffer {
  readonly side: MigrationSide;
  readonly partition: MovingPartition;
  /** What is recorded of its vNICs; those without a record are in the side's snapshot alone. */
  readonly vnics: readonly VnicRecord[];
  /** Only of partitions that were created here. */
  readonly spec: PartitionSpec | undefined;
  readonly instance: string | undefined;
  /** Of a NovaLink, by which it logs on to the target's as `wlp` (nova-powervm live_migration.py [R]). */
  readonly publicKey: string | undefined;
}

/** Reads what the source and the records tell of a partition now. @throws HostError PARTITION_UNKNOWN */
export async function offerPartition(
  source: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<PartitionOffer> {
  const side = await readMigrationSide(source, signal);
  const found = side.snapshot.partitions.find(({ uuid }) => sameUuid(uuid, partition));
  if (found === undefined) {
    throw new HostError(
      'PARTITION_UNKNOWN',
      `system ${side.snapshot.system.name} has no ${await nameAbsent(source, partition, signal)} that could move; it may be a VIOS, deleted, or on another system`,
    );
  }
  const { session } = source.host;
  const [moving, recorded, publicKey] = await Promise.all([
    readMovingPartition(source, found.uuid, signal),
    readRecords(source, found, signal),
    session.traits.kind === 'novalink' ? readPublicKey(session, signal) : undefined,
  ]);
  return { side, partition: moving, publicKey, ...recorded };
}

async function readRecords(
  { records, host: { system } }: ComputeHost,
  { uuid }: PartitionSnapshot,
  signal: AbortSignal,
): Promise<Pick<PartitionOffer, 'vnics' | 'spec' | 'instance'>> {
  const created = await records.partitions.find({ system, partition: uuid }, signal);
  const vnics = await recordedVnics({ records }, { system, partition: uuid }, signal);
  const instance = created?.instance ?? vnics.find((vnic) => vnic.instance !== undefined)?.instance;
  return { vnics, spec: created?.spec, instance };
}

/** In the order of their slots, in which they are found again on the target. */
export async function recordedVnics(
  { records }: Pick<ComputeHost, 'records'>,
  { system, partition }: Pick<VnicRecord, 'system' | 'partition'>,
  signal: AbortSignal,
): Promise<readonly VnicRecord[]> {
  const all = await records.vnics.list({ system, partition }, signal);
  return all
    .filter(({ state }) => state !== 'unplugging')
    .toSorted((left, right) => (left.slot ?? 0) - (right.slot ?? 0));
}

/**
 * What a migration takes along, read on its source once it is on record. An unplug writes down what it removes before it
 * asks for migrations, so one of the two always sees the other; what is half plugged or half unplugged stays behind.
 */
export async function wantedVnics(
  { records }: Pick<ComputeHost, 'records'>,
  { source: system, partition }: Pick<MigrationRecord, 'source' | 'partition'>,
  signal: AbortSignal,
): Promise<readonly VnicRecord[]> {
  const recorded = await recordedVnics({ records }, { system, partition }, signal);
  return recorded.filter(isAcknowledged);
}
