import { readManagedSystem } from '@powervm-sriov/pypowervm-ts';
import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { removePartition } from '../partition/delete-partition.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { findLacking } from './arrive-at-target.ts';
import { needSpec } from './cold-migration.ts';
import { nameMigration, takeStep } from './migration-journey.ts';
import type { BothSides } from './migration-sides.ts';
import { recordedVnics } from './partition-offer.ts';
import { isState } from './system-states.ts';
import { lookForPartition } from './whereabouts.ts';

/**
 * The source of an evacuation is back: what is left of the partition there is removed, if it is what we recorded, does
 * not run, and its copy on the target is whole. Else nothing is touched, and the migration is `quarantined` with every
 * reason in its record; asking again looks again (sriov-rules, Partitions, consoles and other people's hands).
 *
 * @throws HostError MIGRATION_PHASE as long as the console is not connected to the source; the record is then as it was.
 */
export function cleanReturnedSource(
  { source, target }: BothSides,
  id: string,
  signal: AbortSignal,
): Promise<MigrationRecord> {
  const step = {
    id,
    kinds: ['evacuate'],
    from: ['awaiting-source', 'quarantined', 'confirming'],
    past: ['done'],
    act: 'cleaning its source',
  } as const;
  return takeStep(target, step, signal, async (journey) => {
    await requireReturned(source, journey.record(), signal);
    const reasons = await findReasonsToKeep({ source, target }, journey.record(), signal);
    if (reasons.length > 0) {
      await withdrawClaim(source, journey.record());
      return await journey.moveTo('quarantined', { failure: reasons.join('; ') });
    }
    const record = await journey.moveTo('confirming', { failure: undefined });
    await claimLeftover(source, record, signal);
    await removePartition(source, record.partition, signal);
    return await journey.moveTo('done');
  });
}

/** Of a system that is off or out of its reach a console goes on showing what it saw last, and removes nothing there. */
async function requireReturned(
  { host: { session, system }, systemStates }: ComputeHost,
  record: MigrationRecord,
  signal: AbortSignal,
): Promise<void> {
  const { state = 'unknown', systemName = system } = (await readManagedSystem(session, system, signal))
    .values;
  if (isState(systemStates.connected, state)) return;
  throw new HostError(
    'MIGRATION_PHASE',
    `${nameMigration(record)} is not confirmed: its source, ${systemName}, is '${state}', and what is left there can be looked at and removed only when it is back; nothing was done; bring it back, then confirm again`,
  );
}

async function findReasonsToKeep(
  { source, target }: BothSides,
  record: MigrationRecord,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const left = await lookForPartition(source, record.partition, signal);
  if (left === undefined) return [];
  return [
    ...(left.state === 'not activated' ? [] : [`the partition is '${left.state}' on its source`]),
    ...(left.migration === 'none' ? [] : ['the partition is migrating on its source']),
    ...(left.name === record.partitionName
      ? []
      : [`the partition is called ${left.name} on its source, and was ${record.partitionName}`]),
    ...(await findForeignVnics(source, record, signal)),
    ...(await findFaultsAtHome(target, record, signal)),
  ];
}

/** Against its records of now: what was detached there meanwhile is wanted no more. */
async function findFaultsAtHome(
  target: ComputeHost,
  { partition }: MigrationRecord,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if ((await lookForPartition(target, partition, signal)) === undefined)
    return ['its target does not show it'];
  const vnics = await recordedVnics(target, { system: target.host.system, partition }, signal);
  const lacking = await findLacking(target, partition, vnics, signal);
  return lacking.map((fault) => `on the target ${fault}`);
}

/** What somebody gave the partition meanwhile is not ours to remove. */
async function findForeignVnics(
  { host }: ComputeHost,
  { partition, vnics }: MigrationRecord,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const there = await host.lookAgain(partition, signal);
  return there
    .filter(({ mac, partitionUuid }) => {
      return sameUuid(partitionUuid, partition) && !vnics.some((vnic) => vnic.mac === mac);
    })
    .map(({ mac }) => `the partition has vNIC ${formatMacAddress(mac)} on its source, which is not recorded`);
}

/** Only recorded partitions are ever removed; this one's record went over to the target when it was evacuated. */
async function claimLeftover(
  { records, host, askedBy, wallClock }: ComputeHost,
  { partition, partitionName, instance, ...record }: MigrationRecord,
  signal: AbortSignal,
): Promise<void> {
  const spec = needSpec(record.spec, `partition ${partitionName}`);
  const changedAt = wallClock().toISOString();
  const claim = {
    system: host.system,
    partition,
    state: 'deleting',
    spec,
    instance,
    askedBy,
    changedAt,
  } as const;
  await records.partitions.put([claim], signal);
}

/** Of a removal that failed before: what is to stay now must not be deleted as something that was interrupted. */
async function withdrawClaim(
  { records, host: { system } }: ComputeHost,
  { partition }: MigrationRecord,
): Promise<void> {
  const claim = await records.partitions.find({ system, partition }, neverAborted);
  if (claim?.state === 'deleting') await records.partitions.remove([claim], neverAborted);
}
