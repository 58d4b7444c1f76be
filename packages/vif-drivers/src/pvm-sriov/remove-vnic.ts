import { deleteVnic, PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { findVnic, nameVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { VifHost } from '../vif-host.ts';
import { lookAfterLoss } from './look-after-loss.ts';
import { neverAborted } from './never-aborted.ts';
import { refusalOf } from './refusal-of.ts';

/** Deletes a vNIC and returns when it is gone for certain, however often the answer is lost on the way. */
export async function removeVnic(host: VifHost, vnic: VnicSnapshot): Promise<void> {
  const target = { partition: vnic.partitionUuid, mac: vnic.mac };
  const name = nameVnic(host.snapshot(), target);
  const what = `${name} was not removed`;
  let left: VnicSnapshot | undefined = vnic;
  for (let attempt = 1; left !== undefined; attempt += 1) {
    const loss = await deleteOnce(host, left, what);
    if (loss === undefined) return;
    if (attempt === attempts) throw refusalOf(loss, what);
    const vnics = await lookAfterLoss(host, target, {
      loss,
      what: `removing ${name}`,
      settled: (seen) => findVnic(seen, target) === undefined,
    });
    left = findVnic(vnics, target);
  }
  host.forgetVnic(vnic);
}

const attempts = 3;

/** Undefined when the vNIC is gone; else the answer after which nobody knows: a UUID that is unknown may have changed. */
async function deleteOnce(
  host: VifHost,
  vnic: VnicSnapshot,
  what: string,
): Promise<PowerVmError | undefined> {
  try {
    await host.changing(async () => {
      // It may have waited for others, and changes may have been missed meanwhile.
      await host.freshen(vnic.partitionUuid, 'without-gap', neverAborted);
      const now = findVnic(host.snapshot().vnics, { partition: vnic.partitionUuid, mac: vnic.mac });
      if (now === undefined) return;
      await deleteVnic(host.session, now.partitionUuid, now.uuid, neverAborted);
      host.forgetVnic(now);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof PowerVmError)) throw error;
    if (error.code === 'NOT_FOUND' || error.effectUnknown) return error;
    throw refusalOf(error, what);
  }
}
