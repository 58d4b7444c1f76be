/** Pure decisions on PowerVM SR-IOV networking: from values to values, no clock, no random, no I/O. */

export { deepFreeze } from './deep-freeze.ts';
export type {
  AccessList,
  BackingDeviceSnapshot,
  HostSnapshot,
  PhysicalPortSnapshot,
  SriovAdapterSnapshot,
  SystemSnapshot,
  ViosSnapshot,
  VnicSnapshot,
} from './host-snapshot.ts';
export type { Reservation, ReservedDevice } from './reservation.ts';
export { closedAccess, maximumRedundancy, type VnicRequest } from './vnic-request.ts';
