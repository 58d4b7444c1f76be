import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  compareVnic,
  explainDifference,
  type HostSnapshot,
  type VnicName,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { isTold } from '../host/is-told.ts';
import { partitionKey } from '../host/partition-key.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { findHindrance, findMigration } from './find-hindrance.ts';
import { lookForVnics } from './look-for-vnics.ts';
import { plugRecorded } from './plug-recorded.ts';
import { plugRequestOf } from './plug-request-of.ts';
import { readBack } from './record-plugged.ts';
import { holdingPartition } from './when-ready.ts';

/** What became of a record that a crash, or an answer that nobody got, had left half way. */
export type FinishedRecord = { readonly record: VnicRecord } & (
  | { readonly outcome: 'plugged' | 'removed' }
  /** It was only meant. */
  | { readonly outcome: 'forgotten'; readonly reason: string }
  /** Nothing was done; the next round tries again. */
  | { readonly outcome: 'left'; readonly reason: string }
);

/**
 * Brings the records that say `plugging`, `replacing` or `unplugging` to rest, by what the platform shows when asked now.
 *
 * A vNIC that was being plugged and is there is plugged. One that is not there is forgotten, not plugged after all:
 * nobody was told that it exists; whoever asked saw the call fail and asks again, or has taken the instance to another
 * host meanwhile, where a second vNIC with that MAC would be in the way. What was acknowledged is not lost so, for
 * such a record says `plugged` for as long as the vNIC is wanted, and its absence is a finding for whoever heals; only
 * what we took away ourselves, `replacing` it, is made again. An unplug was asked for by name, so it is finished. What a
 * migration has under way it finishes itself.
 */
export async function finishInterrupted(
  compute: ComputeHost,
  signal: AbortSignal,
): Promise<readonly FinishedRecord[]> {
  const interrupted = await listInterrupted(compute, signal);
  const partitions = new Map(interrupted.map(({ partition }) => [partitionKey(partition), partition]));
  const finished: FinishedRecord[] = [];
  for (const partition of partitions.values()) {
    const work = () => finishPartition(compute, { partition }, signal);
    finished.push(...(await holdingPartition(compute, partition, signal, work)));
  }
  return finished;
}

/** The same for one vNIC; undefined when nothing of it is half way. */
export async function finishOne(
  compute: ComputeHost,
  vnic: VnicName,
  signal: AbortSignal,
): Promise<FinishedRecord | undefined> {
  const work = () => finishPartition(compute, vnic, signal);
  return (await holdingPartition(compute, vnic.partition, signal, work))[0];
}

async function listInterrupted({ records, host }: ComputeHost, signal: AbortSignal) {
  const all = await records.vnics.list({ system: host.system }, signal);
  return all.filter(({ state }) => state !== 'plugged');
}

/** Read again while nobody else attaches or detaches: what is half way now nobody is working on. */
async function finishPartition(
  compute: ComputeHost,
  { partition, mac }: Partial<VnicName> & Pick<VnicName, 'partition'>,
  signal: AbortSignal,
): Promise<readonly FinishedRecord[]> {
  const interrupted = await listInterrupted(compute, signal);
  const here = interrupted.filter(
    (record) => sameUuid(record.partition, partition) && (mac ?? record.mac) === record.mac,
  );
  const migration = await findMigration(compute, partition, signal);
  if (migration !== undefined) {
    return leave(here, `its partition is in migration ${migration.id}, which finishes it`);
  }
  const plugging = here.filter(({ state }) => state === 'plugging');
  const finished = [...(await orLeave(plugging, signal, () => finishPlugs(compute, plugging, signal)))];
  for (const record of here.filter(({ state }) => state === 'replacing')) {
    finished.push(...(await orLeave([record], signal, () => finishReplacing(compute, record, signal))));
  }
  for (const record of here.filter(({ state }) => state === 'unplugging')) {
    finished.push(...(await orLeave([record], signal, () => finishUnplug(compute, record, signal))));
  }
  return finished;
}

async function finishPlugs(
  compute: ComputeHost,
  plugging: readonly VnicRecord[],
  signal: AbortSignal,
): Promise<readonly FinishedRecord[]> {
  const [first] = plugging;
  if (first === undefined) return [];
  const { host, records } = compute;
  const macs = plugging.map(({ mac }) => mac);
  const vnics = await lookForVnics(host, { partition: first.partition, macs }, signal);
  const finished = plugging.map((record) => judge(record, vnics, host.snapshot()));
  const shown = finished.filter(({ outcome }) => outcome === 'plugged').map(({ record }) => record);
  if (shown.length > 0) await records.vnics.put(shown, signal);
  const forgotten = finished.filter(({ outcome }) => outcome === 'forgotten');
  if (forgotten.length > 0) {
    await records.vnics.remove(
      forgotten.map(({ record }) => record),
      signal,
    );
  }
  return finished;
}

function judge(record: VnicRecord, vnics: readonly VnicSnapshot[], snapshot: HostSnapshot): FinishedRecord {
  const existing = vnics.find(({ mac }) => mac === record.mac);
  if (existing === undefined) {
    return { record, outcome: 'forgotten', reason: 'it was asked for, and never created' };
  }
  const differences = compareVnic({ existing, request: plugRequestOf(record).vnic, snapshot });
  if (differences.length === 0) return { record: readBack(record, existing), outcome: 'plugged' };
  const isUnknown = differences.some(({ kind }) => kind === 'network-unknown');
  return {
    record,
    outcome: isUnknown ? 'left' : 'forgotten',
    reason: `the vNIC that has its MAC is another one: ${differences.map(explainDifference).join('; ')}`,
  };
}

/** What is still there was not taken away yet, and stays for the next healing to look at. */
async function finishReplacing(
  compute: ComputeHost,
  record: VnicRecord,
  signal: AbortSignal,
): Promise<readonly FinishedRecord[]> {
  const { host, records } = compute;
  const { partition, mac } = record;
  const vnics = await lookForVnics(host, { partition, macs: [mac] }, signal);
  const existing = vnics.find((vnic) => vnic.mac === mac);
  if (existing !== undefined) {
    const shown = readBack(record, existing);
    await records.vnics.put([shown], signal);
    return [{ record: shown, outcome: 'plugged' }];
  }
  const hindrance = await findHindrance(compute, partition, signal);
  if (hindrance !== undefined) return leave([record], hindrance.why);
  const plugged = await plugRecorded(compute, [record], signal);
  return plugged.map((vif) => ({ record: vif.record, outcome: 'plugged' }));
}

/** The caller holds the partition. */
export async function finishUnplug(
  compute: ComputeHost,
  record: VnicRecord,
  signal: AbortSignal,
): Promise<readonly FinishedRecord[]> {
  const driver = compute.registry.driverOf(pvmSriovDriver.vifType);
  await driver.unplug(compute.host, record, signal);
  await compute.records.vnics.remove([record], signal);
  return [{ record, outcome: 'removed' }];
}

/** One partition that cannot be finished now keeps no other waiting. */
async function orLeave(
  records: readonly VnicRecord[],
  signal: AbortSignal,
  finish: () => Promise<readonly FinishedRecord[]>,
): Promise<readonly FinishedRecord[]> {
  try {
    return await finish();
  } catch (error) {
    if (!isTold(error) || signal.aborted) throw error;
    return leave(records, error.message);
  }
}

function leave(records: readonly VnicRecord[], reason: string): readonly FinishedRecord[] {
  return records.map((record) => ({ record, outcome: 'left', reason }));
}
