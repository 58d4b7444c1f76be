import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CordonedPlace } from './cordon.ts';
import { findDevicePort } from './find-port.ts';
import type { BackingDeviceSnapshot, HostSnapshot } from './host-snapshot.ts';

/** Whether a backing device stands at a place: on its adapter or port, or served by its VIOS. */
export function placeTest(
  snapshot: HostSnapshot,
  place: CordonedPlace,
): (device: BackingDeviceSnapshot) => boolean {
  switch (place.kind) {
    case 'host':
      return () => true;
    case 'vios':
      return ({ viosUuid }) => sameUuid(viosUuid, place.uuid);
    case 'port':
      return (device) => findDevicePort(snapshot, device)?.location === place.location;
    case 'adapter': {
      const adapter = snapshot.adapters.find(({ location }) => location === place.location);
      return ({ adapterId }) => adapter !== undefined && adapter.adapterId === adapterId;
    }
  }
}
