import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { Host } from '../host/host.ts';
import { isPartitionGone } from './is-partition-gone.ts';

interface Sought {
  readonly partition: PartitionUuid;
  readonly macs: readonly MacAddress[];
}

/**
 * The vNICs that the partition has when the platform is asked now; asked again after a pause while one of those sought
 * is not there, because a request may still be under way that a process sent before it died. None when the partition
 * is gone.
 */
export async function lookForVnics(
  host: Host,
  { partition, macs }: Sought,
  signal: AbortSignal,
): Promise<readonly VnicSnapshot[]> {
  let seen: readonly VnicSnapshot[] = [];
  for (const pause of pauses) {
    await host.session.clock.sleep(pause, signal);
    const found = await lookOnce(host, partition, signal);
    if (found === 'partition gone') return [];
    seen = found;
    if (macs.every((mac) => seen.some((vnic) => vnic.mac === mac))) break;
  }
  return seen;
}

/** Milliseconds before each look: creating a logical port takes a few seconds (sriov-rules [H]). */
const pauses = [0, 1_000, 3_000];

async function lookOnce(
  host: Host,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<readonly VnicSnapshot[] | 'partition gone'> {
  try {
    return await host.lookAgain(partition, signal);
  } catch (error) {
    const isUnknown = error instanceof PowerVmError && error.code === 'NOT_FOUND';
    if (!isUnknown || !(await isPartitionGone(host, partition, signal))) throw error;
    return 'partition gone';
  }
}
