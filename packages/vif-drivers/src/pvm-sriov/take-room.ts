import {
  explainPortRefusal,
  findDevicePort,
  findShortage,
  findVnic,
  nameVnic,
  type Reservation,
  type Shortage,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';
import type { DeviceEdit } from './device-edit.ts';
import { heldForOthers } from './held-for-others.ts';
import { stepsDue } from './steps-due.ts';

interface ComingDevices {
  readonly vnic: VnicSnapshot;
  readonly due: readonly DeviceEdit[];
}

/**
 * Holds the room of the devices that are to come against the plans of others, who may hold it already: then nothing is
 * sent. Before refusing, the figures are read once more while no change of ours is under way.
 *
 * @throws VifError PLACEMENT_INFEASIBLE
 */
export async function takeRoom(
  host: VifHost,
  coming: ComingDevices,
  signal: AbortSignal,
): Promise<Reservation> {
  const { vnic, due } = coming;
  if (shortageOf(host, coming) !== undefined) await host.freshen(vnic.partitionUuid, 'settled', signal);
  const shortage = shortageOf(host, coming);
  if (shortage !== undefined) throw refused(host, vnic, shortage);
  return holdRoom(host, vnic, due);
}

/** The same for the steps that are left, once others have been made: what these took the view shows. */
export function holdRoom(
  host: VifHost,
  { mac }: Pick<VnicSnapshot, 'mac'>,
  steps: readonly DeviceEdit[],
): Reservation {
  const snapshot = host.snapshot();
  const devices = steps.flatMap((step) => {
    const port = step.kind === 'add' ? findDevicePort(snapshot, step.device) : undefined;
    if (step.kind !== 'add' || port === undefined) return [];
    const { adapterId, portId, viosUuid, capacity, priority } = step.device;
    return [{ adapterId, portId, viosUuid, capacity, priority, portLocation: port.location }];
  });
  const room = { mac, devices };
  host.reserve(room);
  return room;
}

function shortageOf(host: VifHost, { vnic, due }: ComingDevices): Shortage | undefined {
  const snapshot = host.snapshot();
  const target = { partition: vnic.partitionUuid, mac: vnic.mac };
  const now = findVnic(snapshot.vnics, target) ?? vnic;
  const reservations = heldForOthers(host, target);
  return findShortage({ snapshot, vnic: now, steps: stepsDue(now, due), reservations });
}

function refused(host: VifHost, { partitionUuid, mac }: VnicSnapshot, { port, reasons }: Shortage): VifError {
  const name = nameVnic(host.snapshot(), { partition: partitionUuid, mac });
  const why = reasons.map(explainPortRefusal).join(' and ');
  return new VifError(
    'PLACEMENT_INFEASIBLE',
    `${name} gets no device on port ${port}: ${why}; plan the change anew`,
  );
}
