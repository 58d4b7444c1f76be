import { networkOfLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import { draftAdding, draftRemoving } from '../change/change-draft.ts';
import type { Cordon } from '../cordon.ts';
import { countDevices } from '../count-devices.ts';
import { surveyPorts } from '../eligibility/survey-ports.ts';
import { findDevicePort } from '../find-port.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { countPlaceable } from '../placement/contender.ts';
import { placeDevices } from '../placement/place-devices.ts';
import { planDevice } from '../placement/plan-device.ts';
import type { VnicLimits } from '../placement-policy.ts';
import type { UseTally } from '../tally-use.ts';
import type { DeviceMove, Repacking } from '../vnic-plan.ts';
import type { PlacementRequest } from '../vnic-request.ts';

export interface RepackingCase {
  readonly snapshot: HostSnapshot;
  readonly request: PlacementRequest;
  readonly tally: UseTally;
  readonly cordons: readonly Cordon[];
  readonly limits?: VnicLimits | undefined;
}

/** A refusal is answered at once, so only so many moves are tried. */
const triedMoves = 64;

/**
 * Would moving devices of existing vNICs make room for a request that has none? No, when it would not fit on the host
 * without any of them. Yes, when a row of single moves, each of which opens one more port, is found. Else nobody knows:
 * a larger rearrangement may exist.
 */
export function findRepacking(given: RepackingCase): Repacking {
  const { snapshot, request } = given;
  const devices = snapshot.vnics.flatMap((vnic) => vnic.devices);
  const emptied = { ...snapshot, adapters: countDevices(snapshot.adapters, devices, 'removed') };
  if (countOpen({ ...given, snapshot: emptied }) < request.redundancy) return { kind: 'cannot-help' };

  const moves: DeviceMove[] = [];
  let now = given;
  let tries = triedMoves;
  while (countOpen(now) < request.redundancy) {
    const found = findMove(now, tries);
    tries = found.triesLeft;
    if (found.move === undefined) return { kind: 'not-found' };
    moves.push(found.move);
    now = { ...given, snapshot: found.after };
  }
  return { kind: 'helps', moves };
}

function countOpen({ snapshot, request, tally, cordons }: RepackingCase): number {
  return countPlaceable(surveyPorts({ snapshot, request, tally, cordons, occupied: [] }).candidates);
}

type Found =
  | { readonly move: DeviceMove; readonly after: HostSnapshot; readonly triesLeft: number }
  | { readonly move: undefined; readonly triesLeft: number };

/** The first move after which one more device of the request can be placed. */
function findMove(given: RepackingCase, tries: number): Found {
  const open = countOpen(given);
  let triesLeft = tries;
  for (const vnic of given.snapshot.vnics) {
    for (const device of vnic.devices.filter((each) => isInTheWay(each, given))) {
      if (triesLeft === 0) return { move: undefined, triesLeft };
      triesLeft--;
      const moved = moveAway(given, vnic, device);
      if (moved !== undefined && countOpen({ ...given, snapshot: moved.after }) > open) {
        return { ...moved, triesLeft };
      }
    }
  }
  return { move: undefined, triesLeft };
}

/** On an adapter with a port of the wanted network: its going may free a port of that, or the limit of the adapter. */
function isInTheWay({ adapterId }: BackingDeviceSnapshot, { snapshot, request }: RepackingCase): boolean {
  const adapter = snapshot.adapters.find((each) => each.adapterId === adapterId);
  return adapter?.ports.some(({ label }) => networkOfLabel(label) === request.network) ?? false;
}

function moveAway(
  { snapshot, tally, cordons, limits }: RepackingCase,
  vnic: VnicSnapshot,
  device: BackingDeviceSnapshot,
): { readonly move: DeviceMove; readonly after: HostSnapshot } | undefined {
  const port = findDevicePort(snapshot, device);
  if (port === undefined) return undefined;
  const request: PlacementRequest = {
    ...{ network: networkOfLabel(port.label), vlan: vnic.vlan, capacity: device.capacity },
    ...{ redundancy: 1, redundancyPolicy: 'strict', maxCapacity: undefined },
  };
  const beside = vnic.devices.filter((each) => each !== device);
  const [path] = placeDevices({ snapshot, request, tally, cordons, limits, beside, leaving: [device] }).paths;
  if (path === undefined) return undefined;
  const draft = { snapshot, vnic, steps: [] };
  const { snapshot: after } = draftRemoving(draftAdding(draft, planDevice(path, request), device), device);
  return { move: { mac: vnic.mac, from: port.location, to: path.port.location }, after };
}
