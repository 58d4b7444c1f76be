import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { nameVnics } from './name-vnics.ts';
import { type UnpluggedVif, unplugAll } from './unplug-all.ts';
import { type Patience, whenReady } from './when-ready.ts';

export interface UnplugVifsRequest {
  readonly partition: PartitionUuid;
  readonly macs: readonly MacAddress[];
  readonly patience?: Patience;
}

/**
 * Takes the vNICs with these MACs from the partition, recorded or not, and forgets their records. Those that are not
 * there are a success, proven by a read; nor does one that fails keep the others. Whoever holds the partition already
 * calls {@link unplugAll} instead: this would wait for them.
 *
 * @throws HostError PARTITION_NOT_READY, or UNPLUG_INCOMPLETE telling of each that stayed when several did; else the
 * driver's VifError or PowerVmError.
 */
export function unplugVifs(
  compute: ComputeHost,
  { partition, macs, patience }: UnplugVifsRequest,
  signal: AbortSignal,
): Promise<readonly UnpluggedVif[]> {
  const act = `removing ${nameVnics(macs)}`;
  return whenReady(compute, { partition, macs, moot: 'absent', act, patience }, signal, () =>
    unplugAll(compute, { partition, macs }, signal),
  );
}
