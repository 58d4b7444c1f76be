import type { Session } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  diagnoseHost,
  diagnoseVnic,
  type HealMeans,
  type HostDiagnosis,
  type VnicDiagnosis,
} from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { situationOf } from '../host/situation-of.ts';
import { isFinished } from '../migrate/migration-phases.ts';
import type { VnicKey, VnicRecord } from '../records/vnic-record.ts';

/** Holds the view as it is against the records; asks nothing of the platform. */
export async function diagnose(compute: ComputeHost, signal: AbortSignal): Promise<HostDiagnosis> {
  const { records, host } = compute;
  const all = await records.vnics.list({ system: host.system }, signal);
  const migrating = await listMigrating(compute, signal);
  return diagnoseHost({ ...circumstances(compute), records: all, migrating });
}

export interface RecordedDiagnosis extends VnicDiagnosis {
  readonly record: VnicRecord;
}

/** The same for one vNIC; undefined when it has no record. */
export async function diagnoseOne(
  compute: ComputeHost,
  key: Omit<VnicKey, 'system'>,
  signal: AbortSignal,
): Promise<RecordedDiagnosis | undefined> {
  const record = await compute.records.vnics.find({ ...key, system: compute.host.system }, signal);
  if (record === undefined) return undefined;
  const migrating = await listMigrating(compute, signal);
  return { record, ...diagnoseVnic(record, { ...circumstances(compute), migrating }) };
}

/** Partitions whose migration, to here or away, has not finished. */
export async function listMigrating(
  { records, host }: ComputeHost,
  signal: AbortSignal,
): Promise<readonly PartitionUuid[]> {
  const migrations = await records.migrations.list({ system: host.system }, signal);
  return migrations.filter(({ phase }) => !isFinished(phase)).map(({ partition }) => partition);
}

/** What healing decides from. */
export function circumstances({ host }: ComputeHost) {
  return { ...situationOf(host), means: meansOf(host.session) };
}

/** Activation by hand is a command of the HMC; NovaLink has none that is known (sriov-rules [H]). */
function meansOf({ traits: { kind, backingDeviceChange } }: Session): HealMeans {
  const changesDevices = backingDeviceChange !== 'none';
  return { changesDevices, activates: kind === 'hmc' && changesDevices };
}
