import type { LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type CountedDevice, countDevices } from '../count-devices.ts';
import { judgeRoom } from '../eligibility/judge-port.ts';
import type { PortRefusal } from '../eligibility/refusal.ts';
import { countLogicalPorts } from '../eligibility/survey-ports.ts';
import { findDevicePort } from '../find-port.ts';
import type { HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { isSamePort } from '../is-same-port.ts';
import type { Reservation } from '../reservation.ts';
import { tallyUse, type UseTally } from '../tally-use.ts';

export interface ShortageCase {
  readonly snapshot: HostSnapshot;
  readonly vnic: VnicSnapshot;
  /** In the order in which they are made: what one frees, the next one can have. */
  readonly steps: readonly RoomStep[];
  /** Held for others. */
  readonly reservations: readonly Reservation[];
}

export type RoomStep =
  | { readonly kind: 'add'; readonly device: CountedDevice }
  | {
      readonly kind: 'remove' | 'activate' | 'set-priority';
      readonly device: Omit<CountedDevice, 'capacity'>;
    };

/** A port that lacks the room for a device that is to come. */
export interface Shortage {
  readonly port: LocationCode;
  readonly reasons: readonly PortRefusal[];
}

/**
 * The first port on which a step would take what is not there, or is held for others: a plan for the devices of a vNIC
 * that is there is made long before its steps are, and holds nothing meanwhile. Undefined when all of them fit.
 */
export function findShortage({ snapshot, vnic, steps, reservations }: ShortageCase): Shortage | undefined {
  const tally = tallyUse(snapshot, reservations);
  let { adapters } = snapshot;
  for (const { kind, device } of steps) {
    if (kind === 'remove') {
      const leaving = vnic.devices.filter((each) => isSamePort(each, device));
      adapters = countDevices(adapters, leaving, 'removed');
    }
    if (kind === 'add') {
      const shortage = shortageFor(device, adapters, tally);
      if (shortage !== undefined) return shortage;
      adapters = countDevices(adapters, [device], 'added');
    }
  }
  return undefined;
}

function shortageFor(
  device: CountedDevice,
  adapters: HostSnapshot['adapters'],
  tally: UseTally,
): Shortage | undefined {
  const adapter = adapters.find(({ adapterId }) => adapterId === device.adapterId);
  const port = findDevicePort({ adapters }, device);
  // Whether there is such a port at all is for the platform to say.
  if (adapter === undefined || port === undefined) return undefined;
  const fit = countLogicalPorts({ ...adapter, adapterId: device.adapterId }, tally);
  const reasons = judgeRoom({ adapter: fit, port, reserved: tally.reservedOnPort(device) }, device.capacity);
  return reasons.length === 0 ? undefined : { port: port.location, reasons };
}
