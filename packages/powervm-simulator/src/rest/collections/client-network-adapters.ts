import { createClientNetworkAdapter } from '../../platform/create-client-network-adapter.ts';
import { deleteClientNetworkAdapter } from '../../platform/delete-client-network-adapter.ts';
import type { Platform } from '../../platform/platform.ts';
import type { LogicalPartition, ManagedSystem } from '../../platform/platform-state.ts';
import type { SimElement } from '../../xml/sim-element.ts';
import { clientNetworkAdapterTable } from '../documents/network-documents.ts';
import type { Collection } from '../resource.ts';
import { collectionOf } from './collection-of.ts';
import { readSlot } from './read-slot.ts';
import { given, needLinkedUuid, needNumber, readBoolean, readText } from './read-values.ts';

/** `LogicalPartition/U/ClientNetworkAdapter`. */
export function clientNetworkAdaptersOf(
  platform: Platform,
  {
    system,
    partition,
    path,
  }: { system: ManagedSystem; partition: LogicalPartition; path: readonly string[] },
): Collection {
  const target = { system: system.uuid, partition: partition.uuid };
  return collectionOf(
    {
      type: 'ClientNetworkAdapter',
      path,
      table: clientNetworkAdapterTable,
      subjects: () => partition.clientNetworkAdapters.map((adapter) => ({ system, partition, adapter })),
      object: ({ adapter }) => adapter,
    },
    {
      create: (element) =>
        createClientNetworkAdapter(platform, {
          ...target,
          ...readAdapter(element),
          slot: readSlot(element, platform.state.settings.personality),
        }).uuid,
      remove: (uuid) => deleteClientNetworkAdapter(platform, { ...target, adapter: uuid }),
    },
  );
}

function readAdapter(element: SimElement) {
  return {
    portVlanId: needNumber(element, 'PortVLANID'),
    virtualSwitch: needLinkedUuid(element, 'AssociatedVirtualSwitch'),
    ...given({
      mac: readText(element, 'MACAddress'),
      taggedVlanIds: readText(element, 'TaggedVLANIDs'),
      taggedVlanSupported: readBoolean(element, 'TaggedVLANSupported'),
    }),
  };
}
