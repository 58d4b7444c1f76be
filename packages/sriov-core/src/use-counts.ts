import type { PartitionUuid, SriovAdapterId, ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from './host-snapshot.ts';
import type { PortName } from './is-same-port.ts';

/** vNICs, their devices and the paths that carry traffic, counted by where they are. */
export interface UseCounts {
  readonly vnics: Map<string, number>;
  readonly served: Map<string, number>;
  readonly activeOnPort: Map<number, number>;
  readonly activeOnAdapter: Map<SriovAdapterId, number>;
  readonly activeOnVios: Map<string, number>;
}

interface DeviceName extends PortName {
  readonly viosUuid: ViosUuid;
}

export interface CountedVnic {
  /** Absent for devices that join a vNIC which is there. */
  readonly partition: PartitionUuid | undefined;
  readonly devices: readonly DeviceName[];
  readonly active: readonly DeviceName[];
}

const known = new WeakMap<HostSnapshot['vnics'], UseCounts>();

/** Of what the snapshot shows. A frozen one never changes, so it is counted only once, however many decisions it serves. */
export function countSnapshot({ vnics }: HostSnapshot): UseCounts {
  const before = known.get(vnics);
  if (before !== undefined) return before;
  const counts = emptyCounts();
  for (const { partitionUuid: partition, devices } of vnics) {
    countVnic(counts, { partition, devices, active: devices.filter(({ isActive }) => isActive === true) });
  }
  if (Object.isFrozen(vnics)) known.set(vnics, counts);
  return counts;
}

export function emptyCounts(): UseCounts {
  return {
    vnics: new Map(),
    served: new Map(),
    activeOnPort: new Map(),
    activeOnAdapter: new Map(),
    activeOnVios: new Map(),
  };
}

export function countVnic(counts: UseCounts, { partition, devices, active }: CountedVnic): void {
  if (partition !== undefined) increase(counts.vnics, uuidKey(partition));
  for (const { viosUuid } of devices) increase(counts.served, uuidKey(viosUuid));
  for (const device of active) {
    increase(counts.activeOnPort, portKey(device));
    increase(counts.activeOnAdapter, device.adapterId);
    increase(counts.activeOnVios, uuidKey(device.viosUuid));
  }
}

export function increase<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Both are below 65536 (identifiers); a number is found faster than a text, and is none that must be made first. */
export function portKey({ adapterId, portId }: PortName): number {
  return adapterId * 0x10000 + portId;
}

/** Servers mix the case of UUIDs (vnic_feed.txt [R]). */
export function uuidKey(uuid: ViosUuid | PartitionUuid): string {
  return uuid.toLowerCase();
}
