import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type CreatePartitionRequest, createPartition } from '../partition/create-partition.ts';
import { deletePartition } from '../partition/delete-partition.ts';
import { type PowerOffRequest, powerOff } from '../partition/power-off.ts';
import { powerOn } from '../partition/power-on.ts';
import type { PartitionRecord, PartitionSpec } from '../records/partition-record.ts';
import type { HostAccess } from './host-access.ts';

/** Partitions in the small: what a vNIC needs around it. Storage is not ours. */
export interface ManagedPartitions {
  /** Those that were created here, on every system that the records know. */
  listCreated(signal: AbortSignal): Promise<readonly PartitionRecord[]>;
  createPartition(host: string, request: NewPartitionRequest, signal: AbortSignal): Promise<PartitionRecord>;
  deletePartition(host: string, partition: PartitionUuid, signal: AbortSignal): Promise<void>;
  powerOn(host: string, partition: PartitionUuid, signal: AbortSignal): Promise<void>;
  powerOff(
    host: string,
    request: PowerOffRequest & { readonly partition: PartitionUuid },
    signal: AbortSignal,
  ): Promise<void>;
}

export interface NewPartitionRequest extends Omit<CreatePartitionRequest, 'spec'> {
  readonly spec: NewPartitionSpec;
}

/** NovaLink reaches a partition by its management network, an HMC does not: there is one unless said otherwise on NovaLink. */
export type NewPartitionSpec = Omit<PartitionSpec, 'managementNetwork'> &
  Partial<Pick<PartitionSpec, 'managementNetwork'>>;

export function managedPartitions({ records, change }: HostAccess): ManagedPartitions {
  return {
    listCreated: (signal) => records.partitions.list({}, signal),
    createPartition: (name, { spec: given, ...request }, signal) =>
      change(name, signal, (compute) => {
        const managementNetwork = compute.host.session.traits.kind === 'novalink';
        return createPartition(compute, { ...request, spec: { managementNetwork, ...given } }, signal);
      }),
    deletePartition: (name, partition, signal) =>
      change(name, signal, (compute) => deletePartition(compute, partition, signal)),
    powerOn: (name, partition, signal) =>
      change(name, signal, (compute) => powerOn(compute, partition, signal)),
    powerOff: (name, { partition, ...how }, signal) =>
      change(name, signal, (compute) => powerOff(compute, partition, how, signal)),
  };
}
