import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import type { VnicKey } from '../records/vnic-record.ts';

/** The host with the record of one vNIC only, so that work on all records that are half way touches no other. */
export function narrowToVnic(compute: ComputeHost, { partition, mac }: Omit<VnicKey, 'system'>): ComputeHost {
  const { vnics } = compute.records;
  const only: typeof vnics = {
    find: (key, signal) => vnics.find(key, signal),
    put: (records, signal) => vnics.put(records, signal),
    remove: (keys, signal) => vnics.remove(keys, signal),
    list: async (filter, signal) =>
      (await vnics.list(filter, signal)).filter(
        (record) => record.mac === mac && sameUuid(record.partition, partition),
      ),
  };
  return { ...compute, records: { ...compute.records, vnics: only } };
}
