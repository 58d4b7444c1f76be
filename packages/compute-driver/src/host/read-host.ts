import {
  readLogicalPartition,
  readLogicalPartitions,
  readManagedSystem,
  readVirtualIoServers,
  readVnics,
  type Session,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PartitionSnapshot, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { snapshotPartition, snapshotSystem, snapshotVios, snapshotVnic } from '@powervm-sriov/vif-drivers';
import type { SystemRead } from './inventory.ts';

/** REST documents of one system, as snapshots. */
export interface HostReader {
  system(signal: AbortSignal): Promise<SystemRead>;
  partitions(signal: AbortSignal): Promise<readonly PartitionSnapshot[]>;
  partition(uuid: PartitionUuid, signal: AbortSignal): Promise<PartitionSnapshot>;
  vnics(partition: PartitionUuid, signal: AbortSignal): Promise<readonly VnicSnapshot[]>;
}

export function hostReader(session: Session, system: SystemUuid): HostReader {
  return {
    async system(signal) {
      const [document, vioses] = await Promise.all([
        readManagedSystem(session, system, signal),
        readVirtualIoServers(session, system, signal),
      ]);
      return {
        system: snapshotSystem(system, document.values),
        vioses: vioses.map(({ uuid, values }) => snapshotVios(uuid, values)),
      };
    },
    async partitions(signal) {
      const documents = await readLogicalPartitions(session, system, signal);
      return documents.map(({ uuid, values }) => snapshotPartition(uuid, values));
    },
    async partition(partition, signal) {
      const { uuid, values } = await readLogicalPartition(session, { system, partition }, signal);
      return snapshotPartition(uuid, values);
    },
    async vnics(partition, signal) {
      const documents = await readVnics(session, partition, signal);
      return documents.map(({ uuid, values }) => snapshotVnic({ uuid, partition, vnic: values }));
    },
  };
}
