import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainHindrance, type HostSnapshot, judgePartition } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';

/** @throws VifError NOT_MASTER, PARTITION_UNKNOWN or PARTITION_NOT_READY: nothing that would be refused is sent. */
export function requireWritable(snapshot: HostSnapshot, uuid: PartitionUuid): void {
  requireMaster(snapshot);
  const partition = snapshot.partitions.find((each) => sameUuid(each.uuid, uuid));
  if (partition === undefined) {
    throw new VifError(
      'PARTITION_UNKNOWN',
      `system ${snapshot.system.name} has no partition ${uuid}; it may be a VIOS, deleted, or on another system`,
    );
  }
  const hindrance = judgePartition(partition);
  if (hindrance !== undefined)
    throw new VifError('PARTITION_NOT_READY', explainHindrance(partition, hindrance));
}

/** Where the other kind of console is the management master, every write is refused (sriov-rules [R]). */
export function requireMaster({ system }: HostSnapshot): void {
  if (system.consoleIsMaster) return;
  throw new VifError(
    'NOT_MASTER',
    `system ${system.name} cannot be changed through this console: another one is its management master; use that one, or make this one the master`,
  );
}
