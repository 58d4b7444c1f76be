import { uomNamespace } from '../xml/namespaces.ts';
import { integer, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

/** As much of an I/O slot as tells whose card sits in it: a card in use must not be taken for SR-IOV (sriov-rules [R]). */
export const IoSlot = defineElement({
  name: 'IOSlot',
  namespace: uomNamespace,
  knownBy: 'slotName',
  properties: {
    description: leaf('Description', text),
    partitionId: leaf('PartitionID', integer),
    partitionUuid: leaf('PartitionUUID', text),
    partitionName: leaf('PartitionName', text),
    partitionType: leaf('PartitionType', text),
    /** The DRC index of the slot, which is the one of the card in it. */
    slotIndex: leaf('SlotDynamicReconfigurationConnectorIndex', integer),
    /** The location code of the slot. */
    slotName: leaf('SlotDynamicReconfigurationConnectorName', text),
  },
});

export type IoSlot = ReadOf<typeof IoSlot>;
