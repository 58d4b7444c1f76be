import {
  logicalPartitionSource,
  logicalPartitionsSource,
  managedSystemSource,
  readSourceIfChanged,
  readVnics,
  type Session,
  type Source,
  virtualIoServersSource,
  vnicsSource,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ViosSnapshot, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { type SystemPart, snapshotSystem, snapshotVios, snapshotVnic } from '@powervm-sriov/vif-drivers';
import { etagBook } from './etag-book.ts';
import { type PartitionView, partitionView } from './partition-view.ts';

/** What a read found; `taken` says that the view shows it now, so that the same version need not be read again. */
export type Found<Value> =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'read'; readonly value: Value; taken(): void };

/** REST documents of one system, as snapshots; each is read again only when it has changed. */
export interface HostReader {
  system(signal: AbortSignal): Promise<Found<SystemPart>>;
  vioses(signal: AbortSignal): Promise<Found<readonly ViosSnapshot[]>>;
  partitions(signal: AbortSignal): Promise<Found<readonly PartitionView[]>>;
  partition(uuid: PartitionUuid, signal: AbortSignal): Promise<Found<PartitionView>>;
  vnics(partition: PartitionUuid, signal: AbortSignal): Promise<Found<readonly VnicSnapshot[]>>;
  /** The same, always read, whatever is known. */
  vnicsNow(partition: PartitionUuid, signal: AbortSignal): Promise<readonly VnicSnapshot[]>;
  /** The view of the system's figures does not come from its document any more. */
  forgetSystem(): void;
  forgetPartitions(): void;
  forgetPartition(partition: PartitionUuid): void;
  forgetVnics(partition: PartitionUuid): void;
}

export function hostReader(session: Session, system: SystemUuid): HostReader {
  const etags = etagBook();

  const read = async <Value, Snapshot>(
    source: Source<Value>,
    snapshot: (value: Value) => Snapshot,
    signal: AbortSignal,
  ): Promise<Found<Snapshot>> => {
    const reading = etags.begin(source.path);
    const answer = await readSourceIfChanged(session, source, reading.known, signal);
    if (answer.kind === 'notModified') return { kind: 'unchanged' };
    return { kind: 'read', value: snapshot(answer.value), taken: () => reading.keep(answer.etag) };
  };

  return {
    system: (signal) =>
      read(managedSystemSource(system), ({ values }) => snapshotSystem(system, values), signal),
    vioses: (signal) =>
      read(
        virtualIoServersSource(system),
        (vioses) => vioses.map(({ uuid, values }) => snapshotVios(uuid, values)),
        signal,
      ),
    partitions: (signal) =>
      read(logicalPartitionsSource(system), (partitions) => partitions.map(partitionView), signal),
    partition: (partition, signal) =>
      read(logicalPartitionSource({ system, partition }), partitionView, signal),
    vnics: (partition, signal) =>
      read(
        vnicsSource(partition),
        (vnics) => vnics.map(({ uuid, values }) => snapshotVnic({ uuid, partition, vnic: values })),
        signal,
      ),
    async vnicsNow(partition, signal) {
      const vnics = await readVnics(session, partition, signal);
      return vnics.map(({ uuid, values }) => snapshotVnic({ uuid, partition, vnic: values }));
    },
    forgetSystem: () => etags.forget(managedSystemSource(system).path),
    forgetPartitions: () => etags.forget(logicalPartitionsSource(system).path),
    forgetPartition: (partition) => etags.forget(logicalPartitionSource({ system, partition }).path),
    forgetVnics: (partition) => etags.forget(vnicsSource(partition).path),
  };
}
