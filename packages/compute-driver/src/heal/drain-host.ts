import { type DeviceStep, type DrainedVnic, findCordon } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { isTold } from '../host/is-told.ts';
import { makeDeviceSteps } from './make-device-steps.ts';
import { type DrainRequest, type IdentifiedDrain, planDrain } from './plan-drain.ts';
import { recordPriorities } from './record-priorities.ts';
import { requirePlace } from './require-place.ts';

export interface DrainOrder extends DrainRequest {
  /** The id of the plan that was approved. */
  readonly plan: string;
  readonly onProgress?: (progress: DrainProgress) => void;
}

export interface DrainProgress {
  readonly vnic: DrainedVnic;
  readonly step: DeviceStep;
  /** Steps made so far, of all vNICs. */
  readonly made: number;
  readonly of: number;
}

export interface DrainReport {
  readonly done: readonly DrainedVnic[];
  /** Where it stopped; what was made there stays. */
  readonly failed: { readonly vnic: DrainedVnic; readonly made: number; readonly error: Error } | undefined;
  /** Not begun, because it stopped before. */
  readonly left: readonly DrainedVnic[];
  /** Still there by plan, wholly or in part. */
  readonly stays: readonly DrainedVnic[];
}

/**
 * Empties a place by the plan that was approved, if it is still the plan. The place is marked for maintenance first and
 * stays so, that nothing new comes while the old goes. One vNIC after the other, up to the first failure.
 *
 * @throws HostError PLAN_OUTDATED and all of {@link planDrain}, before anything is changed.
 */
export async function drainHost(
  compute: ComputeHost,
  { plan: id, onProgress, ...request }: DrainOrder,
  signal: AbortSignal,
): Promise<DrainReport> {
  const plan = await planDrain(compute, request, signal);
  if (plan.id !== id) throw outdated(compute, id, plan);
  await markPlace(compute, plan, signal);
  const due = plan.vnics.filter(({ steps }) => steps.length > 0);
  const stays = plan.vnics.filter((vnic) => vnic.stays !== undefined);
  const of = due.flatMap(({ steps }) => steps).length;
  let made = 0;
  for (const [index, vnic] of due.entries()) {
    const before = made;
    const onStep = (step: DeviceStep): void => {
      made += 1;
      onProgress?.({ vnic, step, made, of });
    };
    try {
      await drainVnic(compute, vnic, onStep, signal);
    } catch (error) {
      if (!isTold(error)) throw error;
      const failed = { vnic, made: made - before, error };
      return { done: due.slice(0, index), failed, left: due.slice(index + 1), stays };
    }
  }
  return { done: due, failed: undefined, left: [], stays };
}

async function drainVnic(
  compute: ComputeHost,
  { mac, partitionUuid: partition, steps, reducedTo }: DrainedVnic,
  onStep: (step: DeviceStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const { records, host } = compute;
  const record = await records.vnics.find({ system: host.system, partition, mac }, signal);
  const isRecorded = record !== undefined;
  const leaves = reducedTo ?? record?.shape.redundancy;
  await makeDeviceSteps(compute, { partition, mac, steps, isRecorded, leaves, onStep }, signal);
  await recordPriorities(compute, { partition, mac });
}

async function markPlace(
  { host, askedBy }: ComputeHost,
  { place, id }: IdentifiedDrain,
  signal: AbortSignal,
): Promise<void> {
  if (findCordon(host.cordons(), place) !== undefined) return;
  await host.cordon({ ...place, note: `drained by ${askedBy}, plan ${id}` }, signal);
}

function outdated({ host }: ComputeHost, id: string, { place, id: now }: IdentifiedDrain): HostError {
  return new HostError(
    'PLAN_OUTDATED',
    `${requirePlace(host.snapshot(), place)} is not drained by plan ${id}: the plan is ${now} now; look at it again`,
  );
}
