import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { VifHost } from '../vif-host.ts';

/** A device that does not work as soon as it is there stands on a port or VIOS that is not as the view has it. */
export function expireWhereDead(host: VifHost, vnic: VnicSnapshot): VnicSnapshot {
  if (vnic.devices.some(({ status = 'OPERATIONAL' }) => !alive.has(status))) host.expireSystem();
  return vnic;
}

/** Every device of a partition that is off reads POWERED_OFF. */
const alive: ReadonlySet<string> = new Set(['OPERATIONAL', 'POWERED_OFF']);
