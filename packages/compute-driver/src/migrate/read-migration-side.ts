import {
  type LogicalPartition,
  type ManagedSystem,
  readFeed,
  readLogicalPartition,
  readManagedSystem,
  readVirtualIoServers,
  SriovEthernetLogicalPort,
  uomPath,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationSide, MovingPartition, PartitionResources } from '@powervm-sriov/sriov-core';
import { snapshotPartition } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';

/** What a system's documents tell that decides about migrations, read just now. */
export async function readMigrationSide({ host }: ComputeHost, signal: AbortSignal): Promise<MigrationSide> {
  const { session, system } = host;
  const [{ values }, vioses] = await Promise.all([
    readManagedSystem(session, system, signal),
    readVirtualIoServers(session, system, signal),
    host.refresh(signal),
  ]);
  const movers = vioses.filter(
    ({ values: vios }) => vios.moverServicePartition && vios.partitionState === 'running',
  );
  return {
    snapshot: host.snapshot(),
    activeMobility: values.capabilities.activeLogicalPartitionMobilityCapable,
    memoryRegionSize: values.memory.memoryRegionSize,
    compatibilityModes: values.processors.supportedPartitionProcessorCompatibilityModes,
    activeMigrations: activeMigrationsOf(values),
    movers: movers.length,
    availableMemory: values.memory.currentAvailableSystemMemory,
    availableProcessors: values.processors.currentAvailableSystemProcessorUnits,
  };
}

export async function readMovingPartition(
  { host: { session, system } }: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<MovingPartition> {
  const [{ values }, directLogicalPorts] = await Promise.all([
    readLogicalPartition(session, { system, partition }, signal),
    countDirectLogicalPorts(),
  ]);
  const { capabilities } = values;
  return {
    snapshot: snapshotPartition(partition, values),
    compatibilityMode: values.currentProcessorCompatibilityMode,
    dynamicResources:
      capabilities.dynamicLogicalPartitionMemoryCapable &&
      capabilities.dynamicLogicalPartitionProcessorCapable,
    directLogicalPorts,
    resources: resourcesOf(values),
  };

  async function countDirectLogicalPorts(): Promise<number> {
    const path = uomPath('LogicalPartition', partition, 'SRIOVEthernetLogicalPort');
    const entries = await readFeed(session, path, signal);
    const ports = entries.map(({ content }) => SriovEthernetLogicalPort.read(content));
    return ports.filter(({ vnicPortUsage }) => vnicPortUsage === 'NOT_VNIC').length;
  }
}

function activeMigrationsOf({ migration }: ManagedSystem): MigrationSide['activeMigrations'] {
  const { numberOfActiveMigrationsInProgress: inProgress, maximumActiveMigrations: maximum } = migration;
  return inProgress === undefined || maximum === undefined ? undefined : { inProgress, maximum };
}

function resourcesOf({ memory, processors }: LogicalPartition): PartitionResources {
  const { dedicated, shared } = processors;
  return {
    memory: memory.currentMemory ?? memory.desiredMemory,
    processors: dedicated?.desiredProcessors ?? shared?.desiredProcessingUnits,
  };
}
