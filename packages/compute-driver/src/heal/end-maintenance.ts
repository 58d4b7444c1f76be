import { type CordonedPlace, placeTest, planPathsBack } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { listRecorded } from './list-recorded.ts';
import { asMove, type MovedPaths, movePaths, type PathMove, planByHand } from './move-paths.ts';
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
  const concerned = await listConcerned(compute, place, signal);
  const byHand = planByHand(
    compute,
    concerned.map(({ vnic }) => vnic),
  );
  const activated = await movePaths(compute, byHand, signal);
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
