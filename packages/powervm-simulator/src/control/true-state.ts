import { availableMemory, availableProcessors } from '../platform/available-resources.ts';
import { findOwner } from '../platform/locate.ts';
import { writePercent } from '../platform/percent.ts';
import type {
  BackingDevice,
  LogicalPartition,
  ManagedSystem,
  PlatformState,
  Vnic,
} from '../platform/platform-state.ts';
import { allocationOf } from '../platform/port-allocation.ts';

/** What is true of the platform, for tests to hold a client's beliefs against: plain JSON, names beside UUIDs. */
export type TrueState = { readonly systems: readonly TrueSystem[] };
type TrueSystem = ReturnType<typeof describeSystem>;

export function describeState(state: PlatformState): TrueState {
  return { systems: state.systems.map(describeSystem) };
}

function describeSystem(system: ManagedSystem) {
  return {
    uuid: system.uuid,
    name: system.name,
    state: system.state,
    isConnected: system.lastSeen === undefined,
    availableMemory: availableMemory(system),
    availableProcessors: availableProcessors(system),
    vioses: system.vioses.map(({ uuid, name, state, rmc }) => ({ uuid, name, state, rmc })),
    partitions: system.partitions.map(describePartition),
    vnics: system.partitions.flatMap((partition) =>
      partition.vnics.map((vnic) => describeVnic(system, partition, vnic)),
    ),
    logicalPorts: system.logicalPorts.map((port) => ({
      uuid: port.uuid,
      owner: findOwner(system, port.owner)?.name ?? port.owner,
      usage: port.usage,
      location: port.locationCode,
      capacity: writePercent(port.capacity),
      mac: port.mac,
    })),
    ports: system.adapters.flatMap((adapter) =>
      adapter.ports.map((port) => {
        const { capacity, logicalPorts } = allocationOf(system, adapter, port);
        return {
          location: port.locationCode,
          adapter: adapter.sriovAdapterId,
          adapterState: adapter.state,
          port: port.physicalPortId,
          label: port.label,
          linkUp: port.linkStatus,
          allocatedCapacity: writePercent(capacity),
          logicalPorts,
        };
      }),
    ),
  };
}

function describePartition({ uuid, id, name, state, rmc, migrationState, hasOpenVterm }: LogicalPartition) {
  return { uuid, id, name, state, rmc, migrationState, hasOpenVterm };
}

function describeVnic(system: ManagedSystem, partition: LogicalPartition, vnic: Vnic) {
  return {
    uuid: vnic.uuid,
    partition: partition.name,
    slot: vnic.slot,
    mac: vnic.mac,
    portVlanId: vnic.portVlanId,
    heldByOs: vnic.heldByOs,
    backingDevices: vnic.backingDevices.map((device) => describeDevice(system, device)),
  };
}

function describeDevice(system: ManagedSystem, device: BackingDevice) {
  const adapter = system.adapters.find(({ sriovAdapterId }) => sriovAdapterId === device.adapter);
  const port = adapter?.ports.find(({ physicalPortId }) => physicalPortId === device.port);
  return {
    vios: system.vioses.find(({ uuid }) => uuid === device.vios)?.name ?? device.vios,
    adapter: device.adapter,
    port: device.port,
    location: port?.locationCode,
    logicalPort: device.logicalPort,
    priority: device.priority,
    isActive: device.isActive,
    status: device.status,
    capacity: writePercent(device.desiredCapacity),
  };
}
