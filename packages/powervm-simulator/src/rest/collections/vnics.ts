import { changeVnic } from '../../platform/change-vnic.ts';
import { type CreateVnicRequest, createVnic } from '../../platform/create-vnic.ts';
import { deleteVnic } from '../../platform/delete-vnic.ts';
import type { BackingDeviceRequest } from '../../platform/plan-backing-devices.ts';
import type { Platform } from '../../platform/platform.ts';
import type { LogicalPartition, ManagedSystem } from '../../platform/platform-state.ts';
import { childOf, childrenOf, type SimElement } from '../../xml/sim-element.ts';
import { vnicTable } from '../documents/vnic-document.ts';
import type { Collection } from '../resource.ts';
import { RestRefusal } from '../rest-refusal.ts';
import { collectionOf } from './collection-of.ts';
import { readSlot } from './read-slot.ts';
import { given, needLinkedUuid, needNumber, readBoolean, readNumber, readText } from './read-values.ts';

/** `LogicalPartition/U/VirtualNICDedicated`. */
export function vnicsOf(
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
      type: 'VirtualNICDedicated',
      path,
      table: vnicTable,
      subjects: () => partition.vnics.map((vnic) => ({ system, partition, vnic })),
      object: ({ vnic }) => vnic,
    },
    {
      create: (element) =>
        createVnic(platform, { ...target, ...readNewVnic(element, platform.state.settings.personality) })
          .uuid,
      update: (uuid, element) => {
        changeVnic(platform, { ...target, ...readChangedVnic(element), vnic: uuid, via: 'rest' });
      },
      remove: (uuid) => deleteVnic(platform, { ...target, vnic: uuid }),
    },
  );
}

function readNewVnic(
  element: SimElement,
  personality: 'novalink' | 'hmc',
): Omit<CreateVnicRequest, 'system' | 'partition'> {
  return {
    ...readDetails(element),
    slot: readSlot(element, personality),
    backingDevices: readBackingDevices(element),
  };
}

function readChangedVnic(element: SimElement) {
  const slot = readNumber(element, 'VirtualSlotNumber');
  const hasDevices = childOf(element, 'AssociatedBackingDevices') !== undefined;
  return {
    ...readDetails(element),
    ...given({ slot, backingDevices: hasDevices ? readBackingDevices(element) : undefined }),
  };
}

function readDetails(element: SimElement) {
  const details = childOf(element, 'Details');
  if (details === undefined) throw new RestRefusal(400, 'VirtualNICDedicated lacks Details.');
  return given({
    portVlanId: readNumber(details, 'PortVLANID'),
    portVlanPriority: readNumber(details, 'PortVLANIDPriority'),
    allowedVlans: readText(details, 'AllowedVLANIDs'),
    allowedMacs: readText(details, 'AllowedOperatingSystemMACAddresses'),
    mac: readText(details, 'MACAddress'),
    // Two clients, two names for the same (sriov-rules.md [R][H]).
    autoFailback: readBoolean(details, 'AutoFailBack') ?? readBoolean(details, 'AutoPriorityFailover'),
  });
}

/** Any number of devices in any number of choices: clients wrap them together or one by one (pypowervm iocard.py [R]). */
function readBackingDevices(element: SimElement): BackingDeviceRequest[] {
  const container = childOf(element, 'AssociatedBackingDevices');
  if (container === undefined) return [];
  return childrenOf(container, 'VirtualNICBackingDeviceChoice')
    .flatMap((choice) => childrenOf(choice, 'VirtualNICSRIOVBackingDevice'))
    .map((device) => ({
      vios: needLinkedUuid(device, 'AssociatedVirtualIOServer'),
      adapter: needNumber(device, 'RelatedSRIOVAdapterID'),
      port: needNumber(device, 'RelatedSRIOVPhysicalPortID'),
      ...given({
        priority: readNumber(device, 'FailOverPriority'),
        capacity: readText(device, 'CurrentCapacityPercentage'),
        maxCapacity: readText(device, 'MaxCapacityPercentage'),
      }),
    }));
}
