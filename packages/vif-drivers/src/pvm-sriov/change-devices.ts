import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findVnic, namePartition, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost, VnicTarget } from '../vif-host.ts';
import type { DeviceEdit } from './device-edit.ts';
import { expireWhereDead } from './expire-where-dead.ts';
import { makeSteps } from './make-steps.ts';
import { neverAborted } from './never-aborted.ts';
import { requirePossible } from './require-possible.ts';
import { requireWritable } from './require-writable.ts';
import { stepsDue } from './steps-due.ts';
import { takeRoom } from './take-room.ts';

export interface DeviceChangeRequest extends VnicTarget {
  /** In the order in which they are made, e.g. those of `planDeviceChange`. */
  readonly steps: readonly DeviceEdit[];
  /** Leave the vNIC without a working path, if that is what it comes to. */
  readonly force?: boolean;
}

/**
 * Adds, removes, ranks and activates backing devices of a vNIC that is there, the way its console has (trait
 * `backingDeviceChange`), and answers the vNIC as it is then. What is as asked for already is left alone, so repeating
 * it changes nothing more, except that a ceiling, which no console shows, is given again on a port of its own. The
 * caller's signal ends it between two steps.
 *
 * @throws VifError VNIC_UNKNOWN, DEVICE_CHANGE_UNSUPPORTED, DEVICE_CHANGE_UNSAFE, PLACEMENT_INFEASIBLE, PLATFORM_REFUSED, OUTCOME_UNKNOWN ...
 */
export function changeDevices(
  host: VifHost,
  { steps, force = false, ...target }: DeviceChangeRequest,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  return host.exclusively(target, signal, async () => {
    const vnic = await requireVnic(host, target, signal);
    const due = stepsDue(vnic, steps);
    if (due.length === 0) return vnic;
    const snapshot = host.snapshot();
    requireWritable(snapshot, target.partition);
    requirePossible({ vnic, due, snapshot, traits: host.session.traits, force });
    const room = await takeRoom(host, { vnic, due }, signal);
    try {
      await makeSteps(host, { target, steps: due }, signal);
    } finally {
      host.release(room);
    }
    return expireWhereDead(host, await requireVnic(host, target, neverAborted));
  });
}

/** The vNIC as it is, in a view that is fit to decide from. */
async function requireVnic(host: VifHost, target: VnicTarget, signal: AbortSignal): Promise<VnicSnapshot> {
  await host.freshen(target.partition, 'recent', signal);
  const found =
    findVnic(host.snapshot().vnics, target) ??
    findVnic(await host.lookAgain(target.partition, signal), target);
  if (found !== undefined) return found;
  throw new VifError(
    'VNIC_UNKNOWN',
    `${namePartition(host.snapshot(), target.partition)} has no vNIC with MAC ${formatMacAddress(target.mac)}; plug it first`,
  );
}
