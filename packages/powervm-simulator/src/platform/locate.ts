import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type {
  LogicalPartition,
  LogicalPort,
  ManagedSystem,
  PhysicalPort,
  SriovAdapter,
  VirtualIoServer,
  Vnic,
} from './platform-state.ts';

/* Every look-up answers the object or refuses with 404. UUIDs are found in either case, as consoles do. */

export function systemOf(platform: Platform, uuid: string): ManagedSystem {
  return found(
    platform.state.systems.find((system) => isUuid(system.uuid, uuid)),
    `managed system ${uuid}`,
  );
}

/** The system that has the partition; of the two that have it while it migrates, the one that it comes from. */
export function homeOf(systems: readonly ManagedSystem[], uuid: string): ManagedSystem | undefined {
  const having = (isArriving: boolean) =>
    systems.find(({ partitions }) =>
      partitions.some((one) => isUuid(one.uuid, uuid) && (one.migration?.role === 'target') === isArriving),
    );
  return having(false) ?? having(true);
}

export function partitionOf(system: ManagedSystem, uuid: string): LogicalPartition {
  return found(
    system.partitions.find((partition) => isUuid(partition.uuid, uuid)),
    `partition ${uuid} on ${system.name}`,
  );
}

export function viosOf(system: ManagedSystem, uuid: string): VirtualIoServer {
  return found(
    system.vioses.find((vios) => isUuid(vios.uuid, uuid)),
    `VIOS ${uuid} on ${system.name}`,
  );
}

/** A partition or a VIOS: whoever can own a logical port. */
export function ownerOf(system: ManagedSystem, uuid: string): LogicalPartition | VirtualIoServer {
  return found(findOwner(system, uuid), `partition or VIOS ${uuid} on ${system.name}`);
}

export function findOwner(
  system: ManagedSystem,
  uuid: string,
): LogicalPartition | VirtualIoServer | undefined {
  return (
    system.vioses.find((vios) => isUuid(vios.uuid, uuid)) ??
    system.partitions.find((partition) => isUuid(partition.uuid, uuid))
  );
}

export function vnicOf(partition: LogicalPartition, uuid: string): Vnic {
  return found(
    partition.vnics.find((vnic) => isUuid(vnic.uuid, uuid)),
    `vNIC ${uuid} on partition ${partition.name}`,
  );
}

export function logicalPortOf(system: ManagedSystem, uuid: string): LogicalPort {
  return found(
    system.logicalPorts.find((port) => isUuid(port.uuid, uuid)),
    `logical port ${uuid} on ${system.name}`,
  );
}

/** By DRC index, the identity that a card keeps in both modes. */
export function adapterByDrcIndex(system: ManagedSystem, drcIndex: number): SriovAdapter {
  return found(
    system.adapters.find((adapter) => adapter.drcIndex === drcIndex),
    `SR-IOV adapter with DRC index ${drcIndex} on ${system.name}`,
  );
}

/** By `SRIOVAdapterID`, which only cards in mode Sriov have. */
export function sriovAdapterOf(system: ManagedSystem, id: number): SriovAdapter {
  return found(
    system.adapters.find((adapter) => adapter.mode === 'Sriov' && adapter.sriovAdapterId === id),
    `adapter ${id} in mode Sriov on ${system.name}`,
  );
}

export function portOf(adapter: SriovAdapter, id: number): PhysicalPort {
  return found(
    adapter.ports.find((port) => port.physicalPortId === id),
    `physical port ${id} on adapter ${adapter.location}`,
  );
}

/** The card or port at a location code, on whichever system. */
export function placeOf(
  platform: Platform,
  location: string,
): { system: ManagedSystem; adapter: SriovAdapter; port?: PhysicalPort } {
  for (const system of platform.state.systems) {
    for (const adapter of system.adapters) {
      if (adapter.location === location) return { system, adapter };
      const port = adapter.ports.find((candidate) => candidate.locationCode === location);
      if (port !== undefined) return { system, adapter, port };
    }
  }
  throw new PlatformRefusal(404, 'SIM-NOT-FOUND', `There is no adapter or port at ${location}.`);
}

function isUuid(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function found<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new PlatformRefusal(404, 'SIM-NOT-FOUND', `There is no ${what}.`);
  return thing;
}
