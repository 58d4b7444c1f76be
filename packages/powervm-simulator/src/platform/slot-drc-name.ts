import type { ManagedSystem, PartitionBase } from './platform-state.ts';

/** How firmware names a virtual slot: `U8286.42A.21C1B6V-V10-C3` (vnic_feed.txt [R]). */
export function slotDrcName(system: ManagedSystem, partition: PartitionBase, slot: number): string {
  const { type, model, serial } = system.machine;
  return `U${type}.${model}.${serial}-V${partition.id}-C${slot}`;
}
