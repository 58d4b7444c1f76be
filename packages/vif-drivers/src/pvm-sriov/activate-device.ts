import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDeviceSnapshot, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost, VnicTarget } from '../vif-host.ts';
import { activateByCommand } from './change-by-command.ts';
import { changeDevices, requireVnic } from './change-devices.ts';
import { type DeviceChange, type DevicePlace, describePlace, findDevice } from './device-change.ts';
import { neverAborted } from './never-aborted.ts';
import { refusalOf } from './refusal-of.ts';
import { findVnic } from './remove-vnic.ts';
import { requireWritable } from './require-writable.ts';

export interface Activation extends VnicTarget {
  readonly place: DevicePlace;
}

/**
 * Moves the traffic of a vNIC to one of its devices, and answers the vNIC as it is then: on an HMC by its command, else
 * by giving that device the best failover priority, which the platform follows while auto failback is on.
 *
 * @throws VifError VNIC_UNKNOWN, DEVICE_CHANGE_UNSAFE when the device does not work, PLATFORM_REFUSED ...
 */
export async function activateDevice(
  host: VifHost,
  { place, ...target }: Activation,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  const vnic = await requireVnic(host, target, signal);
  const device = requireWorking(vnic, place);
  if (device.isActive) return vnic;
  const { kind, backingDeviceChange } = host.session.traits;
  const byCommand = kind === 'hmc' && backingDeviceChange !== 'none';
  const changed = byCommand
    ? await commandActivation(host, { place, ...target }, signal)
    : await changeDevices(host, { ...target, changes: preferring(vnic, device) }, signal);
  if (findDevice(changed, place)?.isActive) return changed;
  throw new VifError(
    'PLATFORM_REFUSED',
    `vNIC ${target.mac} of partition ${target.partition} still uses another device than the one on ${describePlace(place)}: its auto failback may be off; switch it on, or activate the device on the console`,
  );
}

function requireWorking(vnic: VnicSnapshot, place: DevicePlace): BackingDeviceSnapshot {
  const device = findDevice(vnic, place);
  if (device?.status === 'OPERATIONAL') return device;
  const why = device === undefined ? 'there is none' : `it is ${device.status ?? 'in an unknown state'}`;
  throw new VifError(
    'DEVICE_CHANGE_UNSAFE',
    `vNIC ${vnic.mac} of partition ${vnic.partitionUuid} is not moved to the device on ${describePlace(place)}: ${why}; only an OPERATIONAL one can carry its traffic`,
  );
}

function commandActivation(
  host: VifHost,
  { place, ...target }: Activation,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  return host.exclusively(target, signal, async () => {
    requireWritable(host.snapshot(), target.partition);
    const vnic = await requireVnic(host, target, signal);
    try {
      await activateByCommand(host, vnic, place);
    } catch (error) {
      if (!(error instanceof PowerVmError)) throw error;
      const seen = findVnic(await host.lookAgain(target.partition, neverAborted), target);
      if (seen === undefined || findDevice(seen, place)?.isActive !== true)
        throw refusalOf(error, `vNIC ${target.mac} of partition ${target.partition} was not switched over`);
    }
    return findVnic(await host.lookAgain(target.partition, neverAborted), target) ?? vnic;
  });
}

/** The chosen device gets the best priority, the others keep their order behind it. */
function preferring({ devices }: VnicSnapshot, chosen: BackingDeviceSnapshot): readonly DeviceChange[] {
  const others = devices
    .filter((device) => device !== chosen)
    .toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0));
  const wanted = [chosen, ...others];
  const given = [...new Set(devices.flatMap(({ priority }) => priority ?? []))].toSorted(
    (left, right) => left - right,
  );
  const priorities =
    given.length === devices.length
      ? given
      : wanted.map((_, rank) => parseFailoverPriority(String((rank + 1) * 10)));
  return wanted.flatMap((place, rank) => {
    const priority = priorities[rank];
    return priority === undefined ? [] : [{ kind: 'set-priority', place, priority }];
  });
}
