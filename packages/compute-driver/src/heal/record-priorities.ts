import { isDeepStrictEqual } from 'node:util';
import { findVnic } from '@powervm-sriov/sriov-core';
import { readBack } from '../attach/record-plugged.ts';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { partitionKey } from '../host/partition-key.ts';
import { asFarAsRoom } from '../records/as-far-as-room.ts';
import type { VnicKey } from '../records/vnic-record.ts';

/**
 * Writes down the failover priorities that a changed vNIC has now: what a rebuilt one gets, and what maintenance
 * returns to. A full store undoes no healing: the record then tells the old ones.
 */
export async function recordPriorities(
  { records, host, wallClock, partitionLock }: ComputeHost,
  { partition, mac }: Omit<VnicKey, 'system'>,
): Promise<void> {
  await partitionLock.run(partitionKey(partition), neverAborted, async () => {
    const record = await records.vnics.find({ system: host.system, partition, mac }, neverAborted);
    const vnic = findVnic(host.snapshot().vnics, { partition, mac });
    if (vnic === undefined || record?.state !== 'plugged') return;
    const shown = readBack(record, vnic);
    if (isDeepStrictEqual(shown, { ...record })) return;
    const changed = { ...shown, changedAt: wallClock().toISOString() };
    await asFarAsRoom(() => records.vnics.put([changed], neverAborted));
  });
}
