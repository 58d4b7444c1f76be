import {
  type CordonedPlace,
  placeTest,
  planActivation,
  planPathsBack,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { circumstances } from './diagnose.ts';
import { listRecorded } from './list-recorded.ts';
import { type MovedPaths, movePaths, type PathMove } from './move-paths.ts';
import { requireView } from './read-view.ts';

/**
 * Takes the mark away, gives recorded vNICs with a device there the failover priorities of their records back, and lets
 * the platform fail back by itself; where it does not, its best device is activated if the console can. A vNIC that
 * another place in maintenance concerns is left as it is.
 *
 * @throws HostError VIEW_UNKNOWN, STORE_FULL ...; the mark is still there then.
 */
export async function endMaintenance(
  compute: ComputeHost,
  { place }: { readonly place: CordonedPlace },
  signal: AbortSignal,
): Promise<MovedPaths> {
  const { host } = compute;
  await requireView(host, signal);
  await host.uncordon(place, signal);
  const back = await movePaths(compute, await planReturns(compute, place, signal), signal);
  const late = await planLateReturns(compute, place, signal);
  const activated = await movePaths(compute, late, signal);
  return { moved: back.moved, failed: [...back.failed, ...activated.failed] };
}

async function planReturns(
  compute: ComputeHost,
  place: CordonedPlace,
  signal: AbortSignal,
): Promise<readonly PathMove[]> {
  const snapshot = compute.host.snapshot();
  return (await listConcerned(compute, place, signal)).flatMap(({ record, vnic }) =>
    asMove(vnic, planPathsBack(snapshot, vnic, record.priorities)),
  );
}

/** The console's answers to the first round show whether the traffic has come back. */
async function planLateReturns(
  compute: ComputeHost,
  place: CordonedPlace,
  signal: AbortSignal,
): Promise<readonly PathMove[]> {
  const { snapshot, means } = circumstances(compute);
  if (!means.activates) return [];
  return (await listConcerned(compute, place, signal)).flatMap(({ vnic }) =>
    asMove(vnic, planActivation(snapshot, vnic)),
  );
}

async function listConcerned(compute: ComputeHost, place: CordonedPlace, signal: AbortSignal) {
  const { host } = compute;
  const snapshot = host.snapshot();
  const isThere = placeTest(snapshot, place);
  const others = host.cordons().map((cordon) => placeTest(snapshot, cordon));
  return (await listRecorded(compute, signal)).filter(
    ({ vnic: { devices } }) =>
      devices.some(isThere) && !devices.some((device) => others.some((isMarked) => isMarked(device))),
  );
}

function asMove({ mac, partitionUuid }: VnicSnapshot, steps: PathMove['steps']): readonly PathMove[] {
  return steps.length === 0 ? [] : [{ mac, partitionUuid, steps }];
}
