import type { MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Reservation } from '@powervm-sriov/sriov-core';

/** What plans in flight hold, by the MAC address that names their vNIC on the system. */
export interface ReservationLedger {
  all(): readonly Reservation[];
  reserve(reservation: Reservation): void;
  release(mac: MacAddress): void;
}

export function reservationLedger(): ReservationLedger {
  const held = new Map<MacAddress, Reservation>();
  return {
    all: () => [...held.values()],
    reserve: (reservation) => {
      held.set(reservation.mac, reservation);
    },
    release: (mac) => {
      held.delete(mac);
    },
  };
}
