import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { nameVnic } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import type { Host } from '../host/host.ts';
import { HostError } from '../host/host-error.ts';
import { isAcknowledged, type VnicRecord } from '../records/vnic-record.ts';
import type { PlugOrder } from './plug-order.ts';
import { propertiesOf, requireRecorded } from './require-recorded.ts';

/** Records as orders for this host, their intents written where the store does not have them yet. */
export async function recordedOrders(
  compute: ComputeHost,
  wanted: readonly VnicRecord[],
  signal: AbortSignal,
): Promise<readonly PlugOrder[]> {
  const { records, registry, host } = compute;
  const driver = registry.driverOf(pvmSriovDriver.vifType);
  const orders: PlugOrder[] = [];
  for (const record of wanted) {
    const own = { ...record, system: host.system };
    const before = await records.vnics.find(own, signal);
    requireWanted(host, record, before);
    if (before !== undefined && isAcknowledged(before)) orders.push({ driver, before, record: before });
    else orders.push({ driver, before, record: { ...own, state: 'plugging' } });
  }
  const meant = orders.map(({ record }) => record).filter(({ state }) => state === 'plugging');
  if (meant.length > 0) await records.vnics.put(meant, signal);
  return orders;
}

/** Between the caller's look at the records and now somebody may have unplugged it: that wins. */
function requireWanted(host: Host, record: VnicRecord, now: VnicRecord | undefined): void {
  const isGone = now === undefined && isAcknowledged(record) && sameUuid(record.system, host.system);
  if (isGone || now?.state === 'unplugging') {
    throw new HostError(
      'RECORD_DIFFERS',
      `${nameVnic(host.snapshot(), record)} is not plugged again: somebody has unplugged it meanwhile; ask for it anew if it is wanted`,
    );
  }
  if (now === undefined) return;
  requireRecorded(host.snapshot(), now, propertiesOf(record));
}
