import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { UnplugRequest, UnplugResult, VifDriver } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { isPartitionGone } from './is-partition-gone.ts';

/** Unplugs; with its partition a vNIC is gone, too, once the list of all partitions has shown that it is. */
export async function unplugProven(
  { host }: ComputeHost,
  driver: VifDriver,
  target: UnplugRequest,
  signal: AbortSignal,
): Promise<UnplugResult> {
  try {
    return await driver.unplug(host, target, signal);
  } catch (error) {
    const isUnknown = error instanceof PowerVmError && error.code === 'NOT_FOUND';
    if (!isUnknown || !(await isPartitionGone(host, target.partition, signal))) throw error;
    return { outcome: 'absent' };
  }
}
