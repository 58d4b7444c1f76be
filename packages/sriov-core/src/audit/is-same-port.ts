import type { PhysicalPortId, SriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';

interface OnPort {
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
}

export function isSamePort(left: OnPort, right: OnPort): boolean {
  return left.adapterId === right.adapterId && left.portId === right.portId;
}
