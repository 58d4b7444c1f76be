import { ManagedSystem, PhysicalPort, SriovAdapter } from '@powervm-sriov/pypowervm-ts';
import type { SriovAdapterId, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  deepFreeze,
  type PhysicalPortSnapshot,
  type SriovAdapterSnapshot,
  type SystemSnapshot,
} from '@powervm-sriov/sriov-core';

/** The part of a host's snapshot that the ManagedSystem document gives. */
export interface SystemPart {
  readonly system: SystemSnapshot;
  readonly adapters: readonly SriovAdapterSnapshot[];
}

export function snapshotSystem(uuid: SystemUuid, system: ManagedSystem): SystemPart {
  return deepFreeze({
    system: {
      uuid,
      name: ManagedSystem.need(system, 'systemName'),
      vnicCapable: system.capabilities.virtualNicDedicatedSriovCapable,
      vnicFailoverCapable: system.capabilities.virtualNicFailOverCapable,
      // Schemas before co-management do not say; their console is the only one.
      consoleIsMaster: system.isPowerVmManagementMaster ?? true,
      resources: {
        configurableMemory: system.memory.configurableSystemMemory,
        availableMemory: system.memory.currentAvailableSystemMemory,
        memoryRegionSize: system.memory.memoryRegionSize,
        configurableProcessorUnits: system.processors.configurableSystemProcessorUnits,
        availableProcessorUnits: system.processors.currentAvailableSystemProcessorUnits,
      },
    },
    adapters: system.ioConfiguration.sriovAdapters.map(snapshotAdapter),
  });
}

function snapshotAdapter(adapter: SriovAdapter): SriovAdapterSnapshot {
  return {
    adapterId: adapter.sriovAdapterId,
    drcIndex: SriovAdapter.need(adapter, 'drcIndex'),
    location: SriovAdapter.need(adapter, 'physicalLocation'),
    description: adapter.description ?? '',
    mode: adapter.adapterMode ?? 'unknown',
    state: adapter.adapterState ?? 'unknown',
    personality: adapter.personality,
    maximumLogicalPorts: adapter.maximumLogicalPortsSupported,
    ports: adapter.ports.map((port) => snapshotPort(port, adapter.sriovAdapterId)),
  };
}

function snapshotPort(port: PhysicalPort, adapterId: SriovAdapterId | undefined): PhysicalPortSnapshot {
  return {
    adapterId,
    portId: PhysicalPort.need(port, 'physicalPortId'),
    location: PhysicalPort.need(port, 'locationCode'),
    label: port.label ?? '',
    sublabel: port.subLabel ?? '',
    linkUp: port.linkStatus,
    switchMode: port.configuredPortSwitchMode,
    mtu: port.configuredMtu,
    speed: port.currentConnectionSpeed,
    allocatedCapacity: port.allocatedCapacity,
    granularity: port.minimumEthernetCapacityGranularity,
    configuredLogicalPorts: port.configuredEthernetLogicalPorts,
    configuredMaxLogicalPorts: port.configuredMaxEthernetLogicalPorts,
    maxSupportedLogicalPorts: port.maxSupportedEthernetLogicalPorts,
    minimumPvid: port.minimumPortVlanId,
    maximumPvid: port.maximumPortVlanId,
  };
}
