import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { UnplugResult } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { unplugVifs } from './unplug-vifs.ts';
import type { Patience } from './when-ready.ts';

export interface DetachInterfaceRequest {
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
  readonly patience?: Patience;
}

/** Takes one vNIC from the partition: {@link unplugVifs} of one. */
export async function detachInterface(
  compute: ComputeHost,
  { mac, ...request }: DetachInterfaceRequest,
  signal: AbortSignal,
): Promise<UnplugResult> {
  const [unplugged] = await unplugVifs(compute, { ...request, macs: [mac] }, signal);
  if (unplugged === undefined) throw new TypeError('one MAC was unplugged, and none was answered');
  return unplugged.result;
}
