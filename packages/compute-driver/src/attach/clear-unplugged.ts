import type { ComputeHost } from '../compute-host.ts';
import { finishUnplug } from './finish-interrupted.ts';
import type { PlugOrder } from './plug-order.ts';
import { findDifferences, propertiesOf } from './require-recorded.ts';

/**
 * An unplug that nobody finished may have left a vNIC with the MAC of an order that is not the one asked for now. Only
 * its record tells that it is ours and to go, and the new intent will take the place of that: so it goes first.
 */
export async function clearUnplugged(
  compute: ComputeHost,
  orders: readonly PlugOrder[],
  signal: AbortSignal,
): Promise<readonly PlugOrder[]> {
  const cleared: PlugOrder[] = [];
  for (const order of orders) {
    const { before, record } = order;
    const isSame = before === undefined || findDifferences(before, propertiesOf(record)).length === 0;
    if (isSame || before.state !== 'unplugging') {
      cleared.push(order);
    } else {
      await finishUnplug(compute, before, signal);
      cleared.push({ ...order, before: undefined });
    }
  }
  return cleared;
}
