import type { ComputeHost } from '../compute-host.ts';
import { requireNoMigration } from '../partition/require-not-migrating.ts';
import { finishUnplug } from './finish-interrupted.ts';
import type { PlugOrder } from './plug-order.ts';
import { findDifferences, propertiesOf } from './require-recorded.ts';

/**
 * A vNIC that was being unplugged may still be there. The new intent overwrites the only record that says so; so its
 * unplug is finished first, unless the same vNIC is asked for again.
 *
 * @throws HostError MIGRATION_UNDER_WAY when it is on its way elsewhere; what the driver's unplug has.
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
      await requireNoMigration(compute, before.partition, signal);
      await finishUnplug(compute, before, signal);
      cleared.push({ ...order, before: undefined });
    }
  }
  return cleared;
}
