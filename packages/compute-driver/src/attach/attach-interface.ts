import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import type { PluggedVif } from './plug-order.ts';
import { plugVifs } from './plug-vifs.ts';
import { readBinding } from './read-binding.ts';
import type { Patience } from './when-ready.ts';

export interface AttachInterfaceRequest {
  readonly partition: PartitionUuid;
  readonly instance?: string | undefined;
  /** As Neutron or Nova gives it; {@link readBinding} tells what is read from it. */
  readonly vif: unknown;
  readonly patience?: Patience;
}

/** Gives the partition one more vNIC: {@link plugVifs} of one. */
export async function attachInterface(
  compute: ComputeHost,
  { vif, ...request }: AttachInterfaceRequest,
  signal: AbortSignal,
): Promise<PluggedVif> {
  const bindings = [readBinding(compute, vif)];
  const [plugged] = await plugVifs(compute, { ...request, bindings }, signal);
  if (plugged === undefined) throw new TypeError('one binding was plugged, and none was answered');
  return plugged;
}
