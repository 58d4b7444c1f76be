import { type PlugResult, VifError } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { inParallel } from '../host/in-parallel.ts';
import { isUnclear } from '../host/is-unclear.ts';
import type { PluggedVif, PlugOrder, PlugOutcome } from './plug-order.ts';
import { plugRequestOf } from './plug-request-of.ts';
import { recordPlugged } from './record-plugged.ts';
import { undoPlugs } from './undo-plugs.ts';

/** Plugs many at once; when one fails, those that this call created are removed again, and what was there stays. */
export async function plugAll(
  compute: ComputeHost,
  orders: readonly PlugOrder[],
  signal: AbortSignal,
): Promise<readonly PluggedVif[]> {
  const outcomes = new Map<PlugOrder, PlugOutcome>();
  const plugged: { readonly order: PlugOrder; readonly result: PlugResult }[] = [];
  try {
    await inParallel(orders, plugsAtOnce, async (order) => {
      try {
        const result = await order.driver.plug(compute.host, plugRequestOf(order.record), signal);
        outcomes.set(order, result);
        plugged.push({ order, result });
      } catch (error) {
        if (mayBeThere(error, signal)) outcomes.set(order, 'unclear');
        throw error;
      }
    });
    return await recordPlugged(compute, inOrderOf(orders, plugged));
  } catch (error) {
    throw await undoPlugs(compute, orders, { outcomes, error });
  }
}

/** Leaves some of a session's eight connections to others. */
const plugsAtOnce = 4;

/** A driver that was told to give up may have failed to remove what it had created. */
function mayBeThere(error: unknown, signal: AbortSignal): boolean {
  const isUndone = error instanceof VifError && error.code === 'ABORTED';
  return isUnclear(error) || (signal.aborted && !isUndone);
}

function inOrderOf<Item extends { readonly order: PlugOrder }>(
  orders: readonly PlugOrder[],
  items: readonly Item[],
): readonly Item[] {
  return items.toSorted((left, right) => orders.indexOf(left.order) - orders.indexOf(right.order));
}
