import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Reservation } from '@powervm-sriov/sriov-core';
import type { VifHost, VnicTarget } from '../vif-host.ts';

/** What is held for this very vNIC, while its partition migrates here or its devices change, does not stand in its way. */
export function heldForOthers(host: VifHost, { partition, mac }: VnicTarget): readonly Reservation[] {
  const isOwn = (held: Reservation): boolean =>
    held.mac === mac && (held.partition === undefined || sameUuid(held.partition, partition));
  return host.reservations().filter((held) => !isOwn(held));
}
