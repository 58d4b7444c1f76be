import { capacityOf, wholePort } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDeviceSnapshot, PhysicalPortSnapshot, SriovAdapterSnapshot } from './host-snapshot.ts';

/** A backing device as far as it takes room. */
export type CountedDevice = Pick<BackingDeviceSnapshot, 'adapterId' | 'portId' | 'capacity'>;

/**
 * The adapters as the platform will show them once these backing devices exist (`added`) or are gone (`removed`): with
 * their logical ports and their capacity counted on their ports, all else as it is.
 */
export function countDevices(
  adapters: readonly SriovAdapterSnapshot[],
  devices: readonly CountedDevice[],
  change: 'added' | 'removed',
): readonly SriovAdapterSnapshot[] {
  return adapters.map((adapter) => {
    const own = devices.filter(({ adapterId }) => adapterId === adapter.adapterId);
    if (own.length === 0) return adapter;
    return Object.freeze({
      ...adapter,
      ports: Object.freeze(
        adapter.ports.map((port) => {
          const onPort = own.filter(({ portId }) => portId === port.portId);
          return onPort.length === 0 ? port : countOn(port, onPort, change === 'added' ? 1 : -1);
        }),
      ),
    });
  });
}

/** Figures that the platform does not give stay unknown; recorded ones can be inconsistent, hence the limits. */
function countOn(
  port: PhysicalPortSnapshot,
  devices: readonly CountedDevice[],
  sign: 1 | -1,
): PhysicalPortSnapshot {
  const { allocatedCapacity, configuredLogicalPorts } = port;
  const share = sign * devices.reduce((sum, { capacity }) => sum + capacity, 0);
  return Object.freeze({
    ...port,
    allocatedCapacity:
      allocatedCapacity === undefined
        ? undefined
        : capacityOf(Math.min(wholePort, Math.max(0, allocatedCapacity + share))),
    configuredLogicalPorts:
      configuredLogicalPorts === undefined
        ? undefined
        : Math.max(0, configuredLogicalPorts + sign * devices.length),
  });
}
