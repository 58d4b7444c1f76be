import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { HostSnapshot, Reservation, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost, VnicTarget } from '../vif-host.ts';
import { changeByCommand } from './change-by-command.ts';
import { changeByRest } from './change-by-rest.ts';
import { type DeviceChange, isDone } from './device-change.ts';
import { expireWhereDead } from './expire-where-dead.ts';
import { lookAfterLoss } from './look-after-loss.ts';
import { refusalOf } from './refusal-of.ts';
import { findVnic } from './remove-vnic.ts';
import { requirePossible } from './require-possible.ts';
import { requireWritable } from './require-writable.ts';

export interface DeviceChangeRequest extends VnicTarget {
  /** In the order in which they are made, where the platform takes them one by one. */
  readonly changes: readonly DeviceChange[];
  /** Leave the vNIC without a working path, if that is what it comes to. */
  readonly force?: boolean;
}

/**
 * Changes the backing devices of a vNIC that is there, the way its console has (trait `backingDeviceChange`), and
 * answers the vNIC as it is then. What is as asked for already is left alone, so repeating it changes nothing more.
 *
 * @throws VifError VNIC_UNKNOWN, DEVICE_CHANGE_UNSUPPORTED, DEVICE_CHANGE_UNSAFE, PLATFORM_REFUSED, OUTCOME_UNKNOWN ...
 */
export function changeDevices(
  host: VifHost,
  { changes, force = false, ...target }: DeviceChangeRequest,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  return host.exclusively(target, signal, async () => {
    const vnic = await requireVnic(host, target, signal);
    if (changes.every((change) => isDone(vnic, change))) return vnic;
    const snapshot = host.snapshot();
    requireWritable(snapshot, target.partition);
    const trait = host.session.traits.backingDeviceChange;
    requirePossible({ vnic, changes, snapshot, trait, force });
    const room = reservationOf(snapshot, vnic, changes);
    host.reserve(room);
    try {
      if (trait === 'cli') for (const change of changes) await makeChange(host, target, [change]);
      else await makeChange(host, target, changes);
    } finally {
      host.release(room);
    }
    return expireWhereDead(host, await requireVnic(host, target, signal));
  });
}

/** Holds the room of the devices that are to come against the plans of others. */
function reservationOf(
  snapshot: HostSnapshot,
  vnic: VnicSnapshot,
  changes: readonly DeviceChange[],
): Reservation {
  const devices = changes.flatMap((change) => {
    if (change.kind !== 'add' || isDone(vnic, change)) return [];
    const { adapterId, portId, viosUuid, capacity, priority } = change.device;
    const port = snapshot.adapters
      .flatMap(({ ports }) => ports)
      .find((each) => each.adapterId === adapterId && each.portId === portId);
    const reserved = { adapterId, portId, viosUuid, capacity, priority };
    return port === undefined ? [] : [{ ...reserved, portLocation: port.location }];
  });
  return { mac: vnic.mac, devices };
}

/** The vNIC as it is, in a view that is fit to decide from. */
export async function requireVnic(
  host: VifHost,
  target: VnicTarget,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  await host.freshen(target.partition, 'recent', signal);
  const found =
    findVnic(host.snapshot().vnics, target) ??
    findVnic(await host.lookAgain(target.partition, signal), target);
  if (found !== undefined) return found;
  throw new VifError(
    'VNIC_UNKNOWN',
    `partition ${target.partition} has no vNIC with MAC ${target.mac}; plug it first`,
  );
}

/** Each change is seen through to a view that shows it, however its answer came. */
async function makeChange(
  host: VifHost,
  target: VnicTarget,
  changes: readonly DeviceChange[],
): Promise<void> {
  const vnic = findVnic(host.snapshot().vnics, target);
  const due = changes.filter((change) => vnic !== undefined && !isDone(vnic, change));
  const [first] = due;
  if (vnic === undefined || first === undefined) return;
  const what = `vNIC ${target.mac} of partition ${target.partition} was not changed`;
  const byCommand = host.session.traits.backingDeviceChange === 'cli';
  let loss: PowerVmError | undefined;
  try {
    await (byCommand ? changeByCommand(host, vnic, first) : changeByRest(host, vnic, due));
    if (!byCommand) return;
  } catch (error) {
    if (!(error instanceof PowerVmError)) throw error;
    if (!error.effectUnknown) throw refusalOf(error, what);
    loss = error;
  }
  await seeThrough(host, target, { changes: due, loss, what });
}

interface Sent {
  readonly changes: readonly DeviceChange[];
  /** Undefined when the console has told that it is done. */
  readonly loss: PowerVmError | undefined;
  readonly what: string;
}

async function seeThrough(host: VifHost, target: VnicTarget, { changes, loss, what }: Sent): Promise<void> {
  const shows = (vnic: VnicSnapshot | undefined): boolean =>
    vnic !== undefined && changes.every((change) => isDone(vnic, change));
  const unseen =
    loss ?? new PowerVmError('JOB_FAILED', 'the command ended well, and nothing is to be seen of it');
  const vnics = await lookAfterLoss(host, target, {
    loss: unseen,
    what: `changing the devices of vNIC ${target.mac} of partition ${target.partition}`,
    settled: (seen) => shows(findVnic(seen, target)),
  });
  if (!shows(findVnic(vnics, target))) throw refusalOf(unseen, what);
}
