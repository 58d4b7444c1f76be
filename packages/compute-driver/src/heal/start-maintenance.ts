import { type CordonedPlace, placeTest, planPathsAway, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import type { Host } from '../host/host.ts';
import { listRecorded } from './list-recorded.ts';
import { asMove, type MovedPaths, movePaths, type PathMove, planByHand } from './move-paths.ts';
import { requireView } from './read-view.ts';
import { requirePlace } from './require-place.ts';

export interface MaintenanceStart {
  /** A whole host is only marked: its traffic has nowhere to go. */
  readonly place: CordonedPlace;
  /** Who and why, for people. */
  readonly note: string;
}

export interface MaintenanceStarted extends MovedPaths {
  /** vNICs whose traffic goes on through the place: nothing else of them works, or nobody recorded them. */
  readonly remaining: readonly VnicSnapshot[];
}

/**
 * Marks a place, so that nothing new comes there and nothing of it is healed, and moves the traffic of recorded vNICs
 * to their other devices: by failover priority, or by hand where the platform does not follow that. Removes no device.
 * The mark is there before the first vNIC is touched, and repeating the call goes on with what is left.
 *
 * @throws HostError ADAPTER_UNKNOWN, PORT_UNKNOWN, VIOS_UNKNOWN, VIEW_UNKNOWN, STORE_FULL ...; nothing was changed then.
 */
export async function startMaintenance(
  compute: ComputeHost,
  { place, note }: MaintenanceStart,
  signal: AbortSignal,
): Promise<MaintenanceStarted> {
  const { host } = compute;
  await requireView(host, signal);
  requirePlace(host.snapshot(), place);
  await host.cordon({ ...place, note }, signal);
  const paths = await movePaths(compute, await planMoves(compute, place, signal), signal);
  const recorded = (await listRecorded(compute, signal)).map(({ vnic }) => vnic);
  const byHand = planByHand(compute, recorded.filter(activeTest(host, place)));
  const activated = place.kind === 'host' ? noPaths : await movePaths(compute, byHand, signal);
  return {
    moved: paths.moved,
    failed: [...paths.failed, ...activated.failed],
    remaining: host.snapshot().vnics.filter(activeTest(host, place)),
  };
}

const noPaths: MovedPaths = { moved: [], failed: [] };

async function planMoves(
  compute: ComputeHost,
  place: CordonedPlace,
  signal: AbortSignal,
): Promise<readonly PathMove[]> {
  if (place.kind === 'host') return [];
  const snapshot = compute.host.snapshot();
  return (await listRecorded(compute, signal)).flatMap(({ vnic }) =>
    asMove(vnic, planPathsAway(snapshot, vnic, place)),
  );
}

/** Whether a vNIC sends its traffic through the place, as far as the view tells. */
function activeTest(host: Host, place: CordonedPlace): (vnic: VnicSnapshot) => boolean {
  const isThere = placeTest(host.snapshot(), place);
  return ({ devices }) => devices.some((device) => device.isActive === true && isThere(device));
}
