import {
  formatMacAddress,
  type PartitionUuid,
  type SlotNumber,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { type HostSnapshot, namePartition } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';

/**
 * Only vNICs are known by their slots; a slot that another kind of adapter has is for the console to refuse.
 *
 * @throws VifError SLOT_IN_USE naming the vNIC that is in it.
 */
export function requireFreeSlot(
  snapshot: HostSnapshot,
  partition: PartitionUuid,
  wanted: SlotNumber | undefined,
): void {
  if (wanted === undefined) return;
  const other = snapshot.vnics.find(
    ({ partitionUuid, slot }) => slot === wanted && sameUuid(partitionUuid, partition),
  );
  if (other === undefined) return;
  throw new VifError(
    'SLOT_IN_USE',
    `virtual slot ${wanted} of ${namePartition(snapshot, partition)} has vNIC ${formatMacAddress(other.mac)}; remove that one first, or plug without a slot`,
  );
}
