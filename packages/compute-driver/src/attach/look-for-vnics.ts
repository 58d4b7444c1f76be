import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { Host } from '../host/host.ts';

interface Sought {
  readonly partition: PartitionUuid;
  readonly macs: readonly MacAddress[];
}

/**
 * The vNICs that the partition has when the platform is asked now; asked again after a pause while one of those sought
 * is not there, because a request may still be under way that a process sent before it died. None when the partition
 * is gone for certain.
 */
export async function lookForVnics(
  host: Host,
  { partition, macs }: Sought,
  signal: AbortSignal,
): Promise<readonly VnicSnapshot[]> {
  let seen: readonly VnicSnapshot[] = [];
  for (const pause of pauses) {
    await host.session.clock.sleep(pause, signal);
    seen = await host.lookAgain(partition, signal);
    if (macs.every((mac) => seen.some((vnic) => vnic.mac === mac))) break;
  }
  return seen;
}

/** Milliseconds before each look: creating a logical port takes a few seconds (sriov-rules [H]). */
const pauses = [0, 1_000, 3_000];
