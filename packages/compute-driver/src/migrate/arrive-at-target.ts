import { formatMacAddress, type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { plugRecorded } from '../attach/plug-recorded.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { makePartition } from '../partition/make-partition.ts';
import { bringUp } from '../partition/power-on.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { needSpec } from './cold-migration.ts';
import { releaseRoom } from './hold-room.ts';
import { type MigrationJourney, nameMigration, takeStep } from './migration-journey.ts';

export interface ArriveRequest {
  readonly id: string;
  /** Whether it is to run there; as it did before unless given. */
  readonly powerOn?: boolean | undefined;
}

/**
 * The target builds the partition from its record: the same UUID, and vNICs with the same MACs, VLANs and slots. A cold
 * migration then waits for its confirmation; an evacuated partition is at home. Asking again goes on where a crash
 * stopped.
 */
export function arriveAtTarget(
  target: ComputeHost,
  { id, powerOn }: ArriveRequest,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['cold', 'evacuate'],
    from: ['moving', 'moved'],
    past: ['awaiting-confirm', 'awaiting-source', 'confirming', 'quarantined', 'done'],
    act: 'building the partition',
  } as const;
  return takeStep(target, step, signal, async (journey) => {
    const { kind, partition, wasRunning = true, phase } = journey.record();
    if (phase === 'moving') await build(target, journey, signal);
    if (powerOn ?? wasRunning) await bringUp(target, partition, signal);
    if (kind === 'cold') return await journey.moveTo('awaiting-confirm');
    await forgetDeadSource(target, journey.record());
    return await journey.moveTo('awaiting-source');
  });
}

async function build(target: ComputeHost, journey: MigrationJourney, signal: AbortSignal): Promise<void> {
  const { id, partition, partitionName, instance, vnics, ...record } = journey.record();
  const spec = needSpec(record.spec, `partition ${partitionName}`);
  await makePartition(target, { partition, spec, instance }, signal);
  await plugRecorded(target, vnics, signal);
  releaseRoom(target, id);
  await requireBuilt(target, journey.record(), signal);
  await journey.moveTo('moved');
}

/** By a read of its own, and not by what the requests were answered. */
async function requireBuilt(
  target: ComputeHost,
  record: MigrationRecord,
  signal: AbortSignal,
): Promise<void> {
  const lacking = await findLacking(target, record.partition, record.vnics, signal);
  if (lacking.length === 0) return;
  throw new HostError(
    'MIGRATION_FAILED',
    `${nameMigration(record)} is not whole on its target: ${lacking.join('; ')}; ask for it again, or roll it back`,
    { explanation: lacking },
  );
}

/** In what the partition is not what its vNICs' records say; read just now. */
export async function findLacking(
  { host }: ComputeHost,
  partition: PartitionUuid,
  vnics: readonly VnicRecord[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const there = await host.lookAgain(partition, signal);
  return vnics.flatMap(({ mac, vlan, slot }) => {
    const found = there.find((vnic) => vnic.mac === mac && sameUuid(vnic.partitionUuid, partition));
    if (found === undefined) return [`it has no vNIC ${formatMacAddress(mac)}`];
    if (found.vlan !== vlan)
      return [`vNIC ${formatMacAddress(mac)} has VLAN ${found.vlan} instead of ${vlan}`];
    const isMoved = slot !== undefined && found.slot !== slot;
    return isMoved ? [`vNIC ${formatMacAddress(mac)} is in slot ${found.slot} instead of ${slot}`] : [];
  });
}

/** From here on the vNICs are wanted on the target alone; what the source had is in the migration's record. */
async function forgetDeadSource({ records }: ComputeHost, record: MigrationRecord): Promise<void> {
  const { source: system, partition, vnics } = record;
  const keys = vnics.map(({ mac }) => ({ system, partition, mac }));
  await records.vnics.remove(keys, neverAborted);
  await records.partitions.remove([{ system, partition }], neverAborted);
}
