import type { ReservedDevice } from '../reservation.ts';
import type { PlannedDevice } from '../vnic-plan.ts';
import type { PlacementRequest } from '../vnic-request.ts';
import { reasonsOf } from './account-for-choice.ts';
import type { RankedPath } from './rank-failover.ts';

/** One backing device as it is to be created. */
export function planDevice(
  { port, vios, priority, round, why }: RankedPath,
  { maxCapacity }: Pick<PlacementRequest, 'maxCapacity'>,
): PlannedDevice {
  return {
    portLocation: port.location,
    adapterId: port.adapterId,
    adapterLocation: port.adapterLocation,
    portId: port.portId,
    viosUuid: vios.uuid,
    viosName: vios.name,
    capacity: port.cost,
    maxCapacity,
    priority,
    why: { ...reasonsOf(round), ...why },
  };
}

/** What it will use. */
export function reserveDevice({ port, vios, priority }: RankedPath): ReservedDevice {
  const { location: portLocation, adapterId, portId, cost: capacity } = port;
  return { portLocation, adapterId, portId, viosUuid: vios.uuid, capacity, priority };
}
