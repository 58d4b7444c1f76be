import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { inParallel } from '../host/in-parallel.ts';
import { messageOf } from '../host/message-of.ts';
import { neverAborted } from '../host/never-aborted.ts';
import type { PlugOrder, PlugOutcome } from './plug-order.ts';

interface FailedPlugs {
  readonly outcomes: ReadonlyMap<PlugOrder, PlugOutcome>;
  /** Why the call fails. */
  readonly error: unknown;
}

/** Undoes a failed call; answers its error, or UNDO_INCOMPLETE telling of what is left, too. */
export async function undoPlugs(
  compute: ComputeHost,
  orders: readonly PlugOrder[],
  { outcomes, error }: FailedPlugs,
): Promise<unknown> {
  const left = await undoEach(compute, orders, outcomes);
  if (left.length === 0) return error;
  return new HostError(
    'UNDO_INCOMPLETE',
    `${messageOf(error)}; and not all of it could be undone: ${left.join('; ')}`,
    { cause: error, explanation: left },
  );
}

/**
 * Removes what a failed call created, and takes its intents back. An acknowledged vNIC is wanted whatever became of this
 * call: it stays. Answers what is left, each with what will become of it; empty when the platform and the records are as
 * they were.
 */
async function undoEach(
  compute: ComputeHost,
  orders: readonly PlugOrder[],
  outcomes: ReadonlyMap<PlugOrder, PlugOutcome>,
): Promise<readonly string[]> {
  const left: string[] = [];
  const stuck = new Set<PlugOrder>();
  const meant = orders.filter(({ record }) => record.state === 'plugging');
  const made = meant.filter((order) => mayHaveMade(outcomes.get(order)));
  await inParallel(made, removalsAtOnce, async (order) => {
    const { partition, mac } = order.record;
    try {
      await order.driver.unplug(compute.host, { partition, mac }, neverAborted);
    } catch (error) {
      stuck.add(order);
      left.push(
        `vNIC ${formatMacAddress(mac)} may still be there and is removed at the next reconciliation (${messageOf(error)})`,
      );
    }
  });
  for (const order of meant) {
    try {
      await takeBack(compute, order, stuck.has(order));
    } catch (error) {
      left.push(
        `the record of vNIC ${formatMacAddress(order.record.mac)} still says ${order.record.state} (${messageOf(error)})`,
      );
    }
  }
  return left;
}

const removalsAtOnce = 4;

function mayHaveMade(outcome: PlugOutcome | undefined): boolean {
  return outcome === 'unclear' || outcome?.outcome === 'created';
}

async function takeBack({ records }: ComputeHost, order: PlugOrder, isStuck: boolean): Promise<void> {
  const { record, before } = order;
  if (isStuck) await records.vnics.put([{ ...record, state: 'unplugging' }], neverAborted);
  else if (before === undefined) await records.vnics.remove([record], neverAborted);
  else await records.vnics.put([before], neverAborted);
}
