import type { MachineTypeModelSerial } from './platform-state.ts';

/** How firmware names a virtual slot: `U8286.42A.21C1B6V-V10-C3` (vnic_feed.txt [R]). */
export function slotDrcName(machine: MachineTypeModelSerial, partitionId: number, slot: number): string {
  return `U${machine.type}.${machine.model}.${machine.serial}-V${partitionId}-C${slot}`;
}
