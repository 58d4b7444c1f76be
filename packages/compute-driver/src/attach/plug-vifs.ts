import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortBinding } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { nameVnics } from './name-vnics.ts';
import { plugAll } from './plug-all.ts';
import type { PluggedVif } from './plug-order.ts';
import { recordIntent } from './record-intent.ts';
import { type Patience, whenReady } from './when-ready.ts';

export interface PlugVifsRequest {
  readonly partition: PartitionUuid;
  /** Nova's instance. */
  readonly instance?: string | undefined;
  readonly bindings: readonly PortBinding[];
  readonly patience?: Patience;
}

/**
 * Gives the partition the vNICs asked for: all of them, or none that it did not have before. Asking again, at once or
 * after a crash, yields the same vNICs. What is meant is in the records before the first request is sent; answers come
 * in the order of the bindings. Whoever holds the partition already (a migration's step, a heal) calls
 * {@link plugRecorded} instead: this would wait for them.
 *
 * @throws HostError PARTITION_NOT_READY when the partition stayed unfit for longer than the patience; RECORD_DIFFERS
 * when a MAC was asked for with other properties before; STORE_FULL before anything is sent; UNDO_INCOMPLETE naming
 * what is left. VifError and PowerVmError as the driver has them.
 */
export function plugVifs(
  compute: ComputeHost,
  { partition, instance, bindings, patience }: PlugVifsRequest,
  signal: AbortSignal,
): Promise<readonly PluggedVif[]> {
  const macs = bindings.map(({ mac }) => mac);
  const act = `plugging ${nameVnics(macs)}`;
  return whenReady(compute, { partition, macs, moot: 'present', act, patience }, signal, async () => {
    const orders = await recordIntent(compute, { partition, instance, bindings }, signal);
    return await plugAll(compute, orders, signal);
  });
}
