import { setImmediate as nextTurn } from 'node:timers/promises';
import { countPoolStepwise, type PoolCase, type VnicPool } from '@powervm-sriov/sriov-core';

/** vNICs between two turns of the event loop: about 10 ms, where a full host of 32 adapters takes a fifth of a second. */
const vnicsPerTurn = 100;

/** Counts without keeping the process from everything else: events, other requests and timers have their turn. */
export async function countInTurns(given: PoolCase): Promise<VnicPool> {
  const steps = countPoolStepwise(given);
  for (let vnics = 1; ; vnics += 1) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (vnics % vnicsPerTurn === 0) await nextTurn();
  }
}
