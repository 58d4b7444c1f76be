import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { readBack } from '../attach/record-plugged.ts';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { partitionKey } from '../host/partition-key.ts';
import type { VnicKey } from '../records/vnic-record.ts';

/** Writes down the failover priorities that a changed vNIC has now: what a rebuilt one gets, and what maintenance returns to. */
export async function recordPriorities(
  { records, host, wallClock, partitionLock }: ComputeHost,
  { partition, mac }: Omit<VnicKey, 'system'>,
): Promise<void> {
  await partitionLock.run(partitionKey(partition), neverAborted, async () => {
    const record = await records.vnics.find({ system: host.system, partition, mac }, neverAborted);
    const vnic = host
      .snapshot()
      .vnics.find((each) => each.mac === mac && sameUuid(each.partitionUuid, partition));
    if (vnic === undefined || record?.state !== 'plugged') return;
    await records.vnics.put(
      [{ ...readBack(record, vnic), changedAt: wallClock().toISOString() }],
      neverAborted,
    );
  });
}
