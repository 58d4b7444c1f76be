import type { HostSnapshot } from '../../src/index.ts';

/** A host as far as filling it is concerned: adapters, each with the slots of its ports for one kind of device. */
export interface SlotAdapter {
  readonly free: number;
  readonly slots: readonly number[];
}

/** What each port could still carry, counted from the snapshot and from nothing of the planner's. */
export function countSlots({ adapters }: HostSnapshot, capacity?: number): readonly SlotAdapter[] {
  return adapters.map(({ ports, maximumLogicalPorts = Number.POSITIVE_INFINITY }) => {
    const used = ports.reduce((sum, port) => sum + (port.configuredLogicalPorts ?? 0), 0);
    const slots = ports.map((port) => {
      const { granularity = 10_000, allocatedCapacity = 0 } = port;
      const cost = Math.max(1, Math.ceil((capacity ?? granularity) / granularity)) * granularity;
      const logicalPorts = (port.configuredMaxLogicalPorts ?? 0) - (port.configuredLogicalPorts ?? 0);
      return Math.max(0, Math.min(logicalPorts, Math.floor((10_000 - allocatedCapacity) / cost)));
    });
    return { free: Math.max(0, maximumLogicalPorts - used), slots };
  });
}

/** The most vNICs that any choice could place: N of them need R*N devices, of which a port takes one each at most. */
export function boundOf(adapters: readonly SlotAdapter[], redundancy: number): number {
  const carried = (vnics: number): number =>
    sum(adapters.map(({ free, slots }) => Math.min(free, sum(slots.map((each) => Math.min(each, vnics))))));
  let vnics = 0;
  while (carried(vnics + 1) >= redundancy * (vnics + 1)) vnics++;
  return vnics;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
