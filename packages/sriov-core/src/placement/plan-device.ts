import type { PlannedDevice } from '../vnic-plan.ts';
import type { PlacementRequest } from '../vnic-request.ts';
import type { RankedPath } from './rank-failover.ts';

/** One backing device as it is to be created. */
export function planDevice(
  { port, vios, priority, why }: RankedPath,
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
    why,
  };
}
