import type { ComputeHost } from '../compute-host.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { plugAll } from './plug-all.ts';
import type { PluggedVif } from './plug-order.ts';
import { recordedOrders } from './recorded-orders.ts';

/**
 * Makes true what records say, each vNIC in the slot that it had: for the steps of a migration, a heal or a rebuild,
 * whose caller holds the partition and knows that it is fit. Takes no lock and waits for nothing; all or nothing as
 * {@link plugVifs}. The records may be those of another system: they are written for `compute`'s own partition first.
 *
 * @throws HostError RECORD_DIFFERS when the store says otherwise by now: an unplug that was accepted wins.
 */
export async function plugRecorded(
  compute: ComputeHost,
  records: readonly VnicRecord[],
  signal: AbortSignal,
): Promise<readonly PluggedVif[]> {
  return await plugAll(compute, await recordedOrders(compute, records, signal), signal);
}
