import type { Host } from './host.ts';

/** What every decision about a host takes into account, taken in one synchronous step. */
export function situationOf(host: Host) {
  const [snapshot, reservations, cordons] = [host.snapshot(), host.reservations(), host.cordons()];
  return { snapshot, reservations, cordons, ...host.placement };
}
