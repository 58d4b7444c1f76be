import { createLogicalPort } from '../../platform/create-logical-port.ts';
import { deleteLogicalPort } from '../../platform/delete-logical-port.ts';
import type { Platform } from '../../platform/platform.ts';
import type { LogicalPartition, ManagedSystem, VirtualIoServer } from '../../platform/platform-state.ts';
import type { SimElement } from '../../xml/sim-element.ts';
import { logicalPortTable } from '../documents/logical-port-document.ts';
import type { Collection } from '../resource.ts';
import { collectionOf } from './collection-of.ts';
import { given, needNumber, readBoolean, readNumber, readText } from './read-values.ts';

/** `LogicalPartition/U/SRIOVEthernetLogicalPort`, and the same below a VIOS. */
export function logicalPortsOf(
  platform: Platform,
  {
    system,
    owner,
    path,
  }: { system: ManagedSystem; owner: LogicalPartition | VirtualIoServer; path: readonly string[] },
): Collection {
  return collectionOf(
    {
      type: 'SRIOVEthernetLogicalPort',
      path,
      table: logicalPortTable,
      subjects: () =>
        system.logicalPorts.filter((port) => port.owner === owner.uuid).map((port) => ({ system, port })),
      object: ({ port }) => port,
    },
    {
      create: (element) =>
        createLogicalPort(platform, { ...readLogicalPort(element), system: system.uuid, owner: owner.uuid })
          .uuid,
      remove: (uuid) => deleteLogicalPort(platform, { system: system.uuid, logicalPort: uuid }),
    },
  );
}

function readLogicalPort(element: SimElement) {
  return {
    adapter: needNumber(element, 'AdapterID'),
    port: needNumber(element, 'PhysicalPortID'),
    ...given({
      logicalPortId: readNumber(element, 'LogicalPortID'),
      isPromiscuous: readBoolean(element, 'IsPromiscous'),
      capacity: readText(element, 'ConfiguredCapacity'),
      maxCapacity: readText(element, 'ConfiguredMaxCapacity'),
      portVlanId: readNumber(element, 'PortVLANID'),
      portVlanPriority: readNumber(element, 'IEEE8021QPriority'),
      allowedMacs: readText(element, 'AllowedMACAddresses'),
      allowedVlans: readText(element, 'AllowedVLANs'),
      mac: readText(element, 'MACAddress'),
    }),
  };
}
