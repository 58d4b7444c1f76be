import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type DeviceStep, planActivation, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { isTold } from '../host/is-told.ts';
import { circumstances } from './diagnose.ts';
import { makeDeviceSteps } from './make-device-steps.ts';

/** A vNIC whose traffic is to take another path. */
export interface PathMove {
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  readonly steps: readonly DeviceStep[];
}

export interface MovedPaths {
  readonly moved: readonly PathMove[];
  /** Still as they were: maintenance is no reason to stop at the first, as each one that moves is one fewer cut off. */
  readonly failed: readonly (PathMove & { readonly error: Error })[];
}

export async function movePaths(
  compute: ComputeHost,
  moves: readonly PathMove[],
  signal: AbortSignal,
): Promise<MovedPaths> {
  const moved: PathMove[] = [];
  const failed: MovedPaths['failed'][number][] = [];
  for (const move of moves) {
    const { mac, partitionUuid: partition, steps } = move;
    try {
      await makeDeviceSteps(compute, { partition, mac, steps, isRecorded: true }, signal);
      moved.push(move);
    } catch (error) {
      if (signal.aborted || !isTold(error)) throw error;
      failed.push({ ...move, error });
    }
  }
  return { moved, failed };
}

/** By hand to the best devices, where the platform has not followed their priorities: its failback is off. */
export function planByHand(compute: ComputeHost, vnics: readonly VnicSnapshot[]): readonly PathMove[] {
  const { snapshot, means } = circumstances(compute);
  if (!means.activates) return [];
  return vnics.flatMap((vnic) => asMove(vnic, planActivation(snapshot, vnic)));
}

export function asMove({ mac, partitionUuid }: VnicSnapshot, steps: PathMove['steps']): readonly PathMove[] {
  return steps.length === 0 ? [] : [{ mac, partitionUuid, steps }];
}
