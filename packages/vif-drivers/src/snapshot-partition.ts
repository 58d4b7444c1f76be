import { LogicalPartition, VirtualIoServer } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid, ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { deepFreeze, type PartitionSnapshot, type ViosSnapshot } from '@powervm-sriov/sriov-core';

export function snapshotVios(uuid: ViosUuid, vios: VirtualIoServer): ViosSnapshot {
  return deepFreeze({
    uuid,
    partitionId: VirtualIoServer.need(vios, 'partitionId'),
    name: VirtualIoServer.need(vios, 'partitionName'),
    state: vios.partitionState ?? 'unknown',
    rmc: vios.resourceMonitoringControlState ?? 'unknown',
    isManagementPartition: vios.isManagementPartition,
    vnicCapable: vios.isVnicCapable,
    vnicFailoverCapable: vios.vnicFailOverCapable,
  });
}

export function snapshotPartition(uuid: PartitionUuid, partition: LogicalPartition): PartitionSnapshot {
  return deepFreeze({
    uuid,
    partitionId: LogicalPartition.need(partition, 'partitionId'),
    name: LogicalPartition.need(partition, 'partitionName'),
    type: partition.partitionType ?? 'unknown',
    state: partition.partitionState ?? 'unknown',
    rmc: partition.resourceMonitoringControlState ?? 'unknown',
    dynamicIoCapable: partition.capabilities.dynamicLogicalPartitionIoCapable,
    migrationState: partition.migrationState ?? 'Not_Migrating',
  });
}
