import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { type UnpluggedVif, unplugAll } from './unplug-all.ts';

/**
 * As {@link unplugVifs}, for callers that hold the partition and know that it is fit: takes no lock and waits for
 * nothing.
 */
export function unplugRecorded(
  compute: ComputeHost,
  target: { readonly partition: PartitionUuid; readonly macs: readonly MacAddress[] },
  signal: AbortSignal,
): Promise<readonly UnpluggedVif[]> {
  return unplugAll(compute, target, signal);
}
