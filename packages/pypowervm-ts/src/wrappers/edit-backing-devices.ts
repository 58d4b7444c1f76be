import type { FailoverPriority, PhysicalPortId, SriovAdapterId } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { insertInOrder } from '../xml/insert-in-order.ts';
import { uomNamespace } from '../xml/namespaces.ts';
import {
  childElements,
  childNamed,
  element,
  isElement,
  withChildren,
  type XmlElement,
} from '../xml/xml-element.ts';
import { changeMatching } from './change-matching.ts';
import { emptySchemaElement } from './schema-element.ts';
import { VirtualNicBackingDevice } from './virtual-nic-backing-device.ts';

/** Names a backing device within its vNIC, which has at most one on a physical port (sriov-rules [R]). */
export interface BackingDevicePlace {
  readonly sriovAdapterId: SriovAdapterId;
  readonly physicalPortId: PhysicalPortId;
}

export type BackingDeviceEdit =
  | { readonly kind: 'add'; readonly device: Parameters<typeof VirtualNicBackingDevice.build>[0] }
  | { readonly kind: 'remove'; readonly place: BackingDevicePlace }
  | {
      readonly kind: 'set-priority';
      readonly place: BackingDevicePlace;
      readonly priority: FailoverPriority;
    };

/**
 * The document of a vNIC with its backing devices edited and nothing else: the other devices keep what was not
 * understood of them. Whether a console takes it is told by the session's trait `backingDeviceChange`.
 * @throws PowerVmError NOT_FOUND when the vNIC has no device at that place
 */
export function editBackingDevices(vnic: XmlElement, edits: readonly BackingDeviceEdit[]): XmlElement {
  return edits.reduce(edited, vnic);
}

function edited(vnic: XmlElement, edit: BackingDeviceEdit): XmlElement {
  switch (edit.kind) {
    case 'add':
      return withDevice(vnic, VirtualNicBackingDevice.build(edit.device));
    case 'remove':
      return withoutDevice(vnic, edit.place);
    case 'set-priority': {
      const { document, changed } = changeMatching(vnic, {
        table: VirtualNicBackingDevice,
        matches: (device) => isAt(edit.place, device),
        change: { failOverPriority: edit.priority },
      });
      if (changed === 0) throw absent(edit.place);
      return document;
    }
  }
}

const container = 'AssociatedBackingDevices';

function withDevice(vnic: XmlElement, device: XmlElement): XmlElement {
  const holder = childNamed(vnic, container) ?? emptySchemaElement(container, uomNamespace);
  const choice = element({ local: 'VirtualNICBackingDeviceChoice', uri: uomNamespace, children: [device] });
  // The last that the schema puts into a vNIC; where it is there already it keeps its place.
  return insertInOrder(vnic, withChildren(holder, [...holder.children, choice]), ['Details', container]);
}

function withoutDevice(vnic: XmlElement, place: BackingDevicePlace): XmlElement {
  const holder = childNamed(vnic, container);
  const isGone = (device: XmlElement): boolean =>
    device.local === VirtualNicBackingDevice.name && isAt(place, VirtualNicBackingDevice.read(device));
  const choices = holder === undefined ? [] : childElements(holder);
  if (holder === undefined || !choices.some((choice) => childElements(choice).some(isGone)))
    throw absent(place);
  const kept = holder.children.flatMap((choice) => {
    if (!isElement(choice) || !childElements(choice).some(isGone)) return [choice];
    const devices = choice.children.filter((child) => !isElement(child) || !isGone(child));
    return devices.some(isElement) ? [withChildren(choice, devices)] : [];
  });
  return withChildren(
    vnic,
    vnic.children.map((child) => (child === holder ? withChildren(holder, kept) : child)),
  );
}

function isAt(place: BackingDevicePlace, device: VirtualNicBackingDevice): boolean {
  return device.sriovAdapterId === place.sriovAdapterId && device.physicalPortId === place.physicalPortId;
}

function absent({ sriovAdapterId, physicalPortId }: BackingDevicePlace): PowerVmError {
  return new PowerVmError(
    'NOT_FOUND',
    `the vNIC has no backing device on port ${physicalPortId} of adapter ${sriovAdapterId}: it may have been removed; read it again`,
  );
}
