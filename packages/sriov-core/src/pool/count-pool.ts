import {
  type Capacity,
  networkOfLabel,
  type PartitionUuid,
  untagged,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import type { Cordon } from '../cordon.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { HostSnapshot } from '../host-snapshot.ts';
import { createPlacer } from '../placement/place-devices.ts';
import { reserveDevice } from '../placement/plan-device.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import type { Reservation } from '../reservation.ts';
import { tallyUse } from '../tally-use.ts';
import type { Constraint } from '../vnic-plan.ts';
import type { PlacementRequest } from '../vnic-request.ts';

/** What the vNICs to count look like. */
export interface VnicShape {
  readonly redundancy: number;
  readonly redundancyPolicy: PlacementRequest['redundancyPolicy'];
  readonly capacity?: Capacity | undefined;
  readonly maxCapacity?: Capacity | undefined;
}

export interface PoolCase extends PlacementPolicy {
  readonly snapshot: HostSnapshot;
  readonly shape: VnicShape;
  /** Every network that a port of the host is on, unless given. */
  readonly networks?: readonly string[];
  readonly reservations: readonly Reservation[];
  readonly cordons?: readonly Cordon[];
  /** Whose vNICs they would be; without, the limit of a partition bounds none of the counts. */
  readonly partition?: PartitionUuid | undefined;
}

export interface VnicPool {
  readonly shape: VnicShape;
  readonly networks: readonly NetworkPool[];
}

export interface NetworkPool {
  readonly network: string;
  /** vNICs that still fit, while the other networks of the pool take theirs too. */
  readonly placeable: number;
  /** Those of them that would get fewer devices than wanted; always 0 under `strict`. */
  readonly short: number;
  /** What refuses the next one. */
  readonly constraint: Constraint;
}

/**
 * How many more vNICs of one shape fit on each network, found by placing them until nothing fits: one after the other,
 * the networks in turn, so that those that share adapters share their room evenly and all counts hold at once. It is the
 * planner that places, so planning the same row of vNICs for real gives exactly these counts.
 */
export function countPool(given: PoolCase): VnicPool {
  const steps = countPoolStepwise(given);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, one vNIC a step: the largest hosts take a while, and who has other work does it in between. */
export function* countPoolStepwise(given: PoolCase): Generator<void, VnicPool> {
  const { snapshot, shape, reservations, cordons = [], partition, limits, classes } = given;
  const tally = tallyUse(snapshot, reservations);
  const networks = (given.networks ?? networksOf(snapshot)).map((network) => ({
    network,
    place: createPlacer({
      ...{ snapshot, request: requestOf(shape, network), tally, cordons, partition, limits, classes },
    }),
    placeable: 0,
    short: 0,
    constraint: undefined as Constraint | undefined,
  }));
  for (let open = networks; open.length > 0; open = open.filter((each) => each.constraint === undefined)) {
    for (const each of open) {
      const { paths, constraint } = each.place();
      if (constraint !== undefined) {
        each.constraint = constraint;
        continue;
      }
      each.placeable += 1;
      each.short += Number(paths.length < shape.redundancy);
      tally.reserve({ partition, devices: paths.map(reserveDevice) });
      yield;
    }
  }
  return deepFreeze({
    shape: { ...shape },
    networks: networks.flatMap(({ network, placeable, short, constraint }) =>
      constraint === undefined ? [] : [{ network, placeable, short, constraint }],
    ),
  });
}

function networksOf({ adapters }: HostSnapshot): readonly string[] {
  const labels = adapters.flatMap(({ ports }) => ports.map(({ label }) => label));
  return [...new Set(labels.map(networkOfLabel))].toSorted(compareLocation);
}

/** Untagged, as no port refuses that: which VLANs will be asked for is not known. */
function requestOf(shape: VnicShape, network: string): PlacementRequest {
  const { redundancy, redundancyPolicy, capacity, maxCapacity } = shape;
  return { network, redundancy, redundancyPolicy, capacity, maxCapacity, vlan: untagged };
}
