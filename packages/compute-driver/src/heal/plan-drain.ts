import { type DrainPlan, type Loss, planDrainSteps } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { circumstances, listMigrating } from './diagnose.ts';
import { planId } from './plan-id.ts';
import { requireView } from './read-view.ts';
import { requirePlace } from './require-place.ts';

export interface DrainRequest {
  readonly place: Loss;
  /** vNICs that nobody recorded; by default they stay. */
  readonly foreign?: 'stay' | 'move';
}

export interface IdentifiedDrain extends DrainPlan {
  readonly id: string;
}

/**
 * What it takes to empty an adapter, a port or a VIOS: each vNIC gets a device elsewhere before the one there goes, as
 * far as there is room. Changes nothing.
 *
 * @throws HostError ADAPTER_UNKNOWN, PORT_UNKNOWN, VIOS_UNKNOWN; VIEW_UNKNOWN when the host cannot be seen.
 */
export async function planDrain(
  compute: ComputeHost,
  { place, foreign = 'stay' }: DrainRequest,
  signal: AbortSignal,
): Promise<IdentifiedDrain> {
  const { records, host } = compute;
  await requireView(host, signal);
  requirePlace(host.snapshot(), place);
  const all = await records.vnics.list({ system: host.system }, signal);
  const migrating = await listMigrating(compute, signal);
  const plan = planDrainSteps({ ...circumstances(compute), place, foreign, records: all, migrating });
  return { ...plan, id: planId(plan) };
}
