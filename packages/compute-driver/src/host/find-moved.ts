import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDeviceSnapshot, HostSnapshot } from '@powervm-sriov/sriov-core';

/**
 * The partitions whose vNICs have a device behind something that is not as it was: a port's link, an adapter's mode or
 * state, a VIOS. No event tells of their paths (event_feed.txt [R]), so whoever sees such a change looks at them.
 */
export function findMoved(before: HostSnapshot, after: HostSnapshot): readonly PartitionUuid[] {
  const [was, is] = [conditionsOf(before), conditionsOf(after)];
  const moved = (device: BackingDeviceSnapshot): boolean =>
    pathKeys(device).some((key) => was.get(key) !== is.get(key));
  const partitions = after.vnics
    .filter(({ devices }) => devices.some(moved))
    .map(({ partitionUuid }) => partitionUuid);
  return partitions.filter((uuid, index) => partitions.findIndex((each) => sameUuid(each, uuid)) === index);
}

function conditionsOf({ adapters, vioses }: HostSnapshot): ReadonlyMap<string, string> {
  const ports = adapters.flatMap(({ adapterId, mode, state, ports }) =>
    ports.map(({ portId, linkUp }) => [portKey(adapterId, portId), `${mode} ${state} ${linkUp}`] as const),
  );
  const servers = vioses.map(({ uuid, state, rmc }) => [viosKey(uuid), `${state} ${rmc}`] as const);
  return new Map([...ports, ...servers]);
}

function pathKeys({ adapterId, portId, viosUuid }: BackingDeviceSnapshot): readonly string[] {
  return [portKey(adapterId, portId), viosKey(viosUuid)];
}

function portKey(adapterId: number | undefined, portId: number): string {
  return `port ${adapterId} ${portId}`;
}

function viosKey(uuid: string): string {
  return `vios ${uuid.toUpperCase()}`;
}
