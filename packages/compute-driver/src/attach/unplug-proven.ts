import type { UnplugRequest, UnplugResult, VifDriver } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { requireProvenAbsence } from './require-proven-absence.ts';

/** Unplugs; that there is nothing to unplug is believed when the partition is there to show it, or gone for certain. */
export async function unplugProven(
  { host }: ComputeHost,
  driver: VifDriver,
  target: UnplugRequest,
  signal: AbortSignal,
): Promise<UnplugResult> {
  const result = await driver.unplug(host, target, signal);
  if (result.outcome === 'absent') await requireProvenAbsence(host, target.partition, signal);
  return result;
}
