import { findVnic, nameVnic } from '@powervm-sriov/sriov-core';
import type { UnplugRequest, UnplugResult } from '../vif-driver.ts';
import type { VifHost } from '../vif-host.ts';
import { removeVnic } from './remove-vnic.ts';
import { requireWanted } from './require-wanted.ts';
import { requireMaster } from './require-writable.ts';

/**
 * Removes the vNIC with this MAC from the partition. Absence is proven, never inferred: where the view does not show
 * the vNIC, the platform is asked before the answer is `absent`; nor is anything removed from a view that may have
 * missed a change.
 */
export function unplugVnic(host: VifHost, target: UnplugRequest, signal: AbortSignal): Promise<UnplugResult> {
  return host.exclusively(target, signal, async () => {
    await host.freshen(target.partition, 'without-gap', signal);
    const found =
      findVnic(host.snapshot().vnics, target) ??
      findVnic(await host.lookAgain(target.partition, signal), target);
    if (found === undefined) return { outcome: 'absent' };
    requireMaster(host.snapshot());
    requireWanted(signal, `removing ${nameVnic(host.snapshot(), target)}`);
    await removeVnic(host, found);
    return { outcome: 'removed', vnic: found };
  });
}
