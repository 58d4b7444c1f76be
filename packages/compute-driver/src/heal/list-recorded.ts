import { findVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
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
    const vnic = findVnic(vnics, record);
    return vnic === undefined || record.state !== 'plugged' ? [] : [{ record, vnic }];
  });
}
