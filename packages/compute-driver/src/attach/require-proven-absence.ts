import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VifHost } from '@powervm-sriov/vif-drivers';
import { HostError } from '../host/host-error.ts';
import { isPartitionGone } from './is-partition-gone.ts';

/**
 * For whoever has looked for a vNIC and found none: a console that does not know the partition shows none either, and
 * may be wrong about a partition that lives.
 *
 * @throws HostError VIEW_UNKNOWN
 */
export async function requireProvenAbsence(
  host: VifHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<void> {
  if (host.snapshot().partitions.some(({ uuid }) => sameUuid(uuid, partition))) return;
  if (await isPartitionGone(host, partition, signal)) return;
  throw new HostError(
    'VIEW_UNKNOWN',
    `the console answered that it does not know partition ${partition}, and lists it all the same: nobody can tell which vNICs it has; try again`,
  );
}
