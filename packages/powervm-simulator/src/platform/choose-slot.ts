import type { SlotNumber } from '@powervm-sriov/pypowervm-ts/identifiers';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition } from './platform-state.ts';

/** A slot by number, or the next free one from below (HMC) or from above (NovaLink) [R]. */
export type SlotRequest = number | 'low' | 'high';

/** Slots 0 and 1 are the partition's consoles. */
const firstSlot = 2;

export function chooseSlot(partition: LogicalPartition, request: SlotRequest): SlotNumber {
  const taken = new Set<number>(
    [...partition.vnics, ...partition.clientNetworkAdapters].map((adapter) => adapter.slot),
  );
  const lastSlot = partition.maximumVirtualSlots - 1;
  if (typeof request === 'number') return checkSlot(partition, request, { taken, lastSlot });
  const step = request === 'low' ? 1 : -1;
  for (
    let slot = request === 'low' ? firstSlot : lastSlot;
    slot >= firstSlot && slot <= lastSlot;
    slot += step
  ) {
    if (!taken.has(slot)) return slot as SlotNumber;
  }
  throw new PlatformRefusal(
    400,
    'SIM-NO-SLOT',
    `All virtual slots ${firstSlot} to ${lastSlot} of partition ${partition.name} are in use.`,
  );
}

function checkSlot(
  partition: LogicalPartition,
  slot: number,
  { taken, lastSlot }: { taken: ReadonlySet<number>; lastSlot: number },
): SlotNumber {
  if (!Number.isInteger(slot) || slot < firstSlot || slot > lastSlot) {
    throw new PlatformRefusal(
      400,
      'SIM-SLOT-RANGE',
      `Virtual slot ${slot} of partition ${partition.name} is not ${firstSlot} to ${lastSlot}.`,
    );
  }
  if (taken.has(slot)) {
    throw new PlatformRefusal(
      400,
      'SIM-SLOT-IN-USE',
      `Virtual slot ${slot} of partition ${partition.name} is in use.`,
    );
  }
  return slot as SlotNumber;
}
