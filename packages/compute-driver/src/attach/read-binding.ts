import { type PortBinding, parsePortBinding } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';

/**
 * A Neutron port or Nova VIF as this host takes it: what it does not say itself, the host's own shape says.
 *
 * @throws VifError BINDING_INVALID
 */
export function readBinding({ shape }: Pick<ComputeHost, 'shape'>, given: unknown): PortBinding {
  return parsePortBinding(given, shape);
}
