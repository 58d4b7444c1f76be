import {
  explainPortRefusal,
  findDevicePort,
  findShortage,
  type HostSnapshot,
  nameVnic,
  type Reservation,
  type Shortage,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';
import type { DeviceEdit } from './device-edit.ts';

interface ComingDevices {
  readonly vnic: VnicSnapshot;
  readonly due: readonly DeviceEdit[];
}

/**
 * Holds the room of the devices that are to come against the plans of others, who may hold it already: then nothing is
 * sent. Before that is told the figures are read once, as no change of ours blurs them.
 *
 * @throws VifError PLACEMENT_INFEASIBLE
 */
export async function takeRoom(
  host: VifHost,
  coming: ComingDevices,
  signal: AbortSignal,
): Promise<Reservation> {
  const { vnic } = coming;
  if (shortageOf(host, coming) !== undefined) await host.freshen(vnic.partitionUuid, 'settled', signal);
  const shortage = shortageOf(host, coming);
  if (shortage !== undefined) throw refused(host, vnic, shortage);
  const room = reservationOf(host.snapshot(), coming);
  host.reserve(room);
  return room;
}

function shortageOf(host: VifHost, { vnic, due }: ComingDevices): Shortage | undefined {
  return findShortage({
    snapshot: host.snapshot(),
    vnic,
    steps: due,
    reservations: host.reservations().filter(({ mac }) => mac !== vnic.mac),
  });
}

function refused(host: VifHost, { partitionUuid, mac }: VnicSnapshot, { port, reasons }: Shortage): VifError {
  const name = nameVnic(host.snapshot(), { partition: partitionUuid, mac });
  const why = reasons.map(explainPortRefusal).join(' and ');
  return new VifError(
    'PLACEMENT_INFEASIBLE',
    `${name} gets no device on port ${port}: ${why}; plan the change anew`,
  );
}

function reservationOf(snapshot: HostSnapshot, { vnic, due }: ComingDevices): Reservation {
  const devices = due.flatMap((step) => {
    if (step.kind !== 'add') return [];
    const { adapterId, portId, viosUuid, capacity, priority } = step.device;
    const port = findDevicePort(snapshot, step.device);
    if (port === undefined) return [];
    return [{ adapterId, portId, viosUuid, capacity, priority, portLocation: port.location }];
  });
  return { mac: vnic.mac, devices };
}
