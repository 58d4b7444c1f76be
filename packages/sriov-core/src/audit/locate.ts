import type {
  HostSnapshot,
  PhysicalPortSnapshot,
  SriovAdapterSnapshot,
  ViosSnapshot,
} from '../host-snapshot.ts';
import type { PlannedDevice } from '../vnic-plan.ts';

/** A device of the plan, and what the host has where it is to be. */
export interface Located {
  readonly device: PlannedDevice;
  readonly adapter: SriovAdapterSnapshot | undefined;
  readonly port: PhysicalPortSnapshot | undefined;
  readonly vios: ViosSnapshot | undefined;
}

export function locate(device: PlannedDevice, snapshot: HostSnapshot): Located {
  const adapter = snapshot.adapters.find(({ adapterId }) => adapterId === device.adapterId);
  const port = adapter?.ports.find(({ portId }) => portId === device.portId);
  const wanted = device.viosUuid.toUpperCase();
  const vios = snapshot.vioses.find(({ uuid }) => uuid.toUpperCase() === wanted);
  return { device, adapter, port: port?.location === device.portLocation ? port : undefined, vios };
}
