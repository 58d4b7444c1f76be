import type { BackingDevice } from './platform-state.ts';

export type Candidate = {
  readonly device: BackingDevice;
  /** Link, VIOS and adapter of the device all work. */
  readonly isHealthy: boolean;
};

/**
 * The device that carries the traffic: with auto failback always the healthy one of best priority, without it the
 * present one for as long as it is healthy (sriov-rules, vNIC [H]). When none is healthy the traffic has nowhere to
 * go and nothing changes. Of equal priorities the present one stays, else the first listed wins.
 */
export function electActiveDevice(
  candidates: readonly Candidate[],
  { autoFailback }: { readonly autoFailback: boolean },
): BackingDevice | undefined {
  const active = candidates.find((candidate) => candidate.device.isActive);
  const healthy = candidates.filter((candidate) => candidate.isHealthy);
  if (healthy.length === 0) return (active ?? candidates[0])?.device;
  if (active?.isHealthy && !autoFailback) return active.device;
  const best = Math.min(...healthy.map((candidate) => candidate.device.priority));
  if (active?.isHealthy && active.device.priority === best) return active.device;
  return healthy.find((candidate) => candidate.device.priority === best)?.device;
}
