import { isDeepStrictEqual } from 'node:util';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { PlugResult } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import type { PluggedVif, PlugOrder } from './plug-order.ts';

/**
 * Writes down that the vNICs are there, with what only the platform could tell: slots and priorities. A record that
 * says all of it already is not written again, so that a full store keeps nobody from asking twice.
 */
export async function recordPlugged(
  compute: ComputeHost,
  plugged: readonly { readonly order: PlugOrder; readonly result: PlugResult }[],
): Promise<readonly PluggedVif[]> {
  const vifs = plugged.map(({ order: { record, before }, result }) => {
    const shown = readBack(record, result.vnic);
    if (before !== undefined && isDeepStrictEqual(shown, { ...before })) return { record: before, result };
    return { record: { ...shown, changedAt: compute.wallClock().toISOString() }, result };
  });
  const changed = vifs.filter(({ record }, index) => record !== plugged[index]?.order.before);
  if (changed.length > 0) {
    await compute.records.vnics.put(
      changed.map(({ record }) => record),
      neverAborted,
    );
  }
  return vifs;
}

/** The record of a vNIC that is there. */
export function readBack(record: VnicRecord, { slot, devices }: VnicSnapshot): VnicRecord {
  return {
    ...record,
    state: 'plugged',
    slot: slot ?? record.slot,
    priorities: devices.flatMap(({ priority }) => priority ?? []),
  };
}
