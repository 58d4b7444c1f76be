import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import type { VnicRecord } from '../records/vnic-record.ts';

/** vNICs that are recorded as plugged, and there. */
export async function listRecorded(
  { records, host }: ComputeHost,
  signal: AbortSignal,
): Promise<readonly { readonly record: VnicRecord; readonly vnic: VnicSnapshot }[]> {
  const all = await records.vnics.list({ system: host.system }, signal);
  const { vnics } = host.snapshot();
  return all.flatMap((record) => {
    const { mac, partition, state } = record;
    const vnic = vnics.find((each) => each.mac === mac && sameUuid(each.partitionUuid, partition));
    return vnic === undefined || state !== 'plugged' ? [] : [{ record, vnic }];
  });
}
