import { type FailoverPriority, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type BackingDeviceSnapshot,
  type DeviceOnPort,
  isSamePort,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';

export interface RankedDevice {
  readonly device: BackingDeviceSnapshot;
  readonly priority: FailoverPriority;
}

/** Priorities that put the chosen device first and keep the order of the others: those that there are, when they differ. */
export function preferDevice({ devices }: VnicSnapshot, chosen: DeviceOnPort): readonly RankedDevice[] {
  const byRank = devices.toSorted((left, right) => (left.priority ?? 0) - (right.priority ?? 0));
  const order = [
    ...byRank.filter((device) => isSamePort(device, chosen)),
    ...byRank.filter((device) => !isSamePort(device, chosen)),
  ];
  const given = [...new Set(byRank.flatMap(({ priority }) => priority ?? []))];
  return order.map((device, rank) => {
    const kept = given.length === devices.length ? given[rank] : undefined;
    return { device, priority: kept ?? parseFailoverPriority(String((rank + 1) * 10)) };
  });
}
