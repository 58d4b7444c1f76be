import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { checkVnic, type HostSnapshot, type VnicFinding } from '@powervm-sriov/sriov-core';
import { readBack } from '../attach/record-plugged.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { releaseRoom } from './hold-room.ts';
import { nameMigration, takeStep } from './migration-journey.ts';
import { lookForPartition } from './whereabouts.ts';

/**
 * The source forgets a partition that has left, once it shows that it is gone; what was recorded of it there is in the
 * migration's record until the target has taken it over.
 */
export function postAtSource(source: ComputeHost, id: string, signal: AbortSignal): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['live'],
    from: ['moved', 'confirming'],
    past: ['done'],
    act: 'clearing the source',
  } as const;
  return takeStep(source, step, signal, async (journey) => {
    const { partition } = journey.record();
    const left = await lookForPartition(source, partition, signal);
    if (left !== undefined) {
      throw new HostError(
        'MIGRATION_FAILED',
        `${nameMigration(journey.record())} has moved it, and its source still shows it as '${left.state}': nothing was forgotten; look at both systems`,
      );
    }
    await source.host.refresh(signal);
    const record = await journey.moveTo('confirming');
    await forgetRecords(source, record);
    return record;
  });
}

export interface Arrival {
  readonly record: MigrationRecord;
  /** What is not as it was asked for on the target: for the heal policy to act upon. */
  readonly findings: readonly VnicFinding[];
  /** Recorded vNICs that did not arrive. */
  readonly missing: readonly VnicRecord[];
}

/**
 * The target takes the partition over: it reads what arrived, writes it down as its own, and frees the room it held. A
 * vNIC that arrived with less than was asked for is found, not mended, and does not fail the migration.
 *
 * @throws HostError MIGRATION_FAILED when the target does not show the partition.
 */
export async function postAtDestination(
  target: ComputeHost,
  id: string,
  signal: AbortSignal,
): Promise<Arrival> {
  const step = {
    id,
    kinds: ['live'],
    from: ['moved', 'confirming'],
    past: ['done'],
    act: 'taking the partition over',
  } as const;
  const record = await takeStep(target, step, signal, async (journey) => {
    await requireArrived(target, journey.record(), signal);
    await target.host.refresh(signal);
    await takeRecordsOver(target, journey.record());
    await forgetRecords(target, journey.record());
    releaseRoom(target, id);
    return await journey.moveTo('done');
  });
  return { record, ...judgeArrival(record, target.host.snapshot()) };
}

async function requireArrived(
  target: ComputeHost,
  record: MigrationRecord,
  signal: AbortSignal,
): Promise<void> {
  const arrived = await lookForPartition(target, record.partition, signal);
  if (arrived?.migration === 'none') return;
  throw new HostError(
    'MIGRATION_FAILED',
    arrived === undefined
      ? `${nameMigration(record)} has left its source, and the target does not show it: nothing was taken over; look at both consoles`
      : `${nameMigration(record)} is on its target and not at rest there; wait until it is, and ask again`,
  );
}

/** Where a vNIC is there, its slot and priorities are those that the platform gave it. */
async function takeRecordsOver(
  { records, host, wallClock }: ComputeHost,
  { partition, vnics, spec, instance, driver }: MigrationRecord,
): Promise<void> {
  const changedAt = wallClock().toISOString();
  const { vnics: there } = host.snapshot();
  const own = vnics.map((vnic): VnicRecord => {
    const moved: VnicRecord = { ...vnic, system: host.system, state: 'plugged', changedAt };
    const arrived = there.find(
      ({ mac, partitionUuid }) => mac === vnic.mac && sameUuid(partitionUuid, partition),
    );
    return arrived === undefined ? moved : readBack(moved, arrived);
  });
  await records.vnics.put(own, neverAborted);
  if (spec === undefined) return;
  await records.partitions.put(
    [{ system: host.system, partition, state: 'created', spec, instance, askedBy: driver, changedAt }],
    neverAborted,
  );
}

/** What the source had; the target's own stay. */
async function forgetRecords({ records }: ComputeHost, record: MigrationRecord): Promise<void> {
  const { source: system, partition, vnics } = record;
  const keys = vnics.map(({ mac }) => ({ system, partition, mac }));
  await records.vnics.remove(keys, neverAborted);
  await records.partitions.remove([{ system, partition }], neverAborted);
}

function judgeArrival(
  { partition, vnics }: MigrationRecord,
  snapshot: HostSnapshot,
): Pick<Arrival, 'findings' | 'missing'> {
  const arrived = snapshot.vnics.filter(({ partitionUuid }) => sameUuid(partitionUuid, partition));
  const findings = arrived.flatMap((vnic) => {
    const record = vnics.find(({ mac }) => mac === vnic.mac);
    const wanted = record && { network: record.network, redundancy: record.shape.redundancy };
    return checkVnic({ snapshot, vnic, wanted });
  });
  return { findings, missing: vnics.filter(({ mac }) => !arrived.some((vnic) => vnic.mac === mac)) };
}
