import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { nameVnic } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { findHindrance } from './find-hindrance.ts';
import { orphansInView } from './find-orphans.ts';
import { isPartitionGone } from './is-partition-gone.ts';
import type { Orphan } from './list-orphans.ts';
import { holdingPartition } from './when-ready.ts';

/**
 * Deletes what somebody has seen and confirmed to be an orphan, if it still is one when asked right before: a vNIC from
 * the platform, a record from the store. Nothing calls this by itself.
 *
 * @throws HostError PLAN_OUTDATED when it is no orphan, or not this kind of one, any more; PARTITION_NOT_READY.
 */
export function deleteOrphan(compute: ComputeHost, orphan: Orphan, signal: AbortSignal): Promise<void> {
  const { host, records, registry } = compute;
  return holdingPartition(compute, orphan.partition, signal, async () => {
    await requireStillOrphan(compute, orphan, signal);
    switch (orphan.kind) {
      case 'vnic-without-record':
      case 'vnic-left-by-migration': {
        await requireFit(compute, orphan, signal);
        await registry.driverOf(pvmSriovDriver.vifType).unplug(host, orphan, signal);
        return;
      }
      case 'record-without-partition':
      case 'record-without-vnic':
        await records.vnics.remove([orphan], signal);
    }
  });
}

async function requireStillOrphan(
  compute: ComputeHost,
  { kind, system, partition, mac }: Orphan,
  signal: AbortSignal,
): Promise<void> {
  const { host } = compute;
  await host.freshen(partition, 'read-now', signal);
  const now = await orphansInView(compute, signal);
  const isSame = now.some(
    (each) => each.kind === kind && each.mac === mac && sameUuid(each.partition, partition),
  );
  const isProven = kind !== 'record-without-partition' || (await isPartitionGone(host, partition, signal));
  if (isSame && isProven && sameUuid(system, host.system)) return;
  throw new HostError(
    'PLAN_OUTDATED',
    `${nameVnic(host.snapshot(), { partition, mac })} is not the orphan any more that it was (${kind}); list the orphans again`,
  );
}

async function requireFit(
  compute: ComputeHost,
  { partition, mac }: Orphan,
  signal: AbortSignal,
): Promise<void> {
  const hindrance = await findHindrance(compute, partition, signal);
  if (hindrance === undefined) return;
  throw new HostError(
    'PARTITION_NOT_READY',
    `${nameVnic(compute.host.snapshot(), { partition, mac })} was not deleted, because ${hindrance.why}`,
  );
}
