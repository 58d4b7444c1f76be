import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { asFarAsRoom } from '../records/as-far-as-room.ts';
import type { VnicRecord } from '../records/vnic-record.ts';

export interface UnplugTarget {
  readonly partition: PartitionUuid;
  readonly macs: readonly MacAddress[];
}

/**
 * Writes down that these vNICs are to be removed, before anything is sent; answers their records as they were. A full
 * store keeps nobody from removing: what is then not written down, a second call does again.
 */
export async function recordUnplugging(
  { records, host, wallClock }: ComputeHost,
  { partition, macs }: UnplugTarget,
  signal: AbortSignal,
): Promise<readonly VnicRecord[]> {
  const found = await Promise.all(
    macs.map((mac) => records.vnics.find({ system: host.system, partition, mac }, signal)),
  );
  const known = found.filter((record) => record !== undefined);
  const changedAt = wallClock().toISOString();
  const meant = known.map((record): VnicRecord => ({ ...record, state: 'unplugging', changedAt }));
  if (meant.length > 0) await asFarAsRoom(() => records.vnics.put(meant, signal));
  return known;
}
