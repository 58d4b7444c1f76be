import type { PhysicalPortId, SriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';

/** What names a port on its host; a vNIC has one device on a port at most (sriov-rules [R]), so that it names that, too. */
export interface PortName {
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
}

/** A port that the platform has not numbered yet is no other's. */
export function isSamePort(
  left: PortName,
  right: { readonly adapterId: SriovAdapterId | undefined; readonly portId: PhysicalPortId },
): boolean {
  return left.adapterId === right.adapterId && left.portId === right.portId;
}
