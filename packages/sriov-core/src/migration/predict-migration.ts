import {
  type Capacity,
  capacityOf,
  type MacAddress,
  networkOfLabel,
  type PartitionUuid,
  sameUuid,
  wholePort,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import type { Cordon } from '../cordon.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { findDevicePort } from '../find-port.ts';
import type { HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import type { PlacementPolicy } from '../placement-policy.ts';
import { type PlanCase, planVnic } from '../plan-vnic.ts';
import type { Reservation } from '../reservation.ts';
import type { Infeasible, Planned } from '../vnic-plan.ts';
import type { VnicRequest } from '../vnic-request.ts';

export interface MigrationCase extends TargetRoom {
  readonly source: HostSnapshot;
  readonly partitionUuid: PartitionUuid;
}

export interface TargetRoom extends PlacementPolicy {
  readonly target: HostSnapshot;
  /** On the target. */
  readonly reservations: readonly Reservation[];
  readonly cordons?: readonly Cordon[];
}

/** vNICs that are made anew from what was asked for: the source is not asked, and may be dead. */
export interface RebuildCase extends TargetRoom {
  readonly partitionUuid: PartitionUuid;
  readonly requests: readonly VnicRequest[];
}

export interface MigrationForecast {
  readonly partitionUuid: PartitionUuid;
  readonly target: string;
  /** `reduced`: every vNIC would work, some with fewer devices, which the platform accepts only when told to. */
  readonly outcome: 'full' | 'reduced' | 'refused';
  readonly vnics: readonly VnicForecast[];
}

export type VnicForecast = { readonly mac: MacAddress } & (
  | { readonly kind: 'full'; readonly plan: Planned }
  /** `missing`: why not all of its devices. */
  | { readonly kind: 'reduced'; readonly plan: Planned; readonly missing: Infeasible }
  | { readonly kind: 'refused'; readonly missing: Infeasible }
  /** The source does not show, or not as one, which network the vNIC is on. */
  | { readonly kind: 'network-unclear'; readonly networks: readonly string[] }
);

/**
 * Where the vNICs of a partition would be rebuilt on another system. The platform chooses there by itself; this follows
 * its order of rules as far as it is known: label, switch mode, link, free logical port and capacity, distinct ports,
 * spread over VIOSes (sriov-rules, Migration [R label][? rest]). So it tells what fits, not which port it will be.
 */
export function predictMigration(given: MigrationCase): MigrationForecast {
  const { source, partitionUuid } = given;
  const vnics = source.vnics
    .filter((vnic) => sameUuid(vnic.partitionUuid, partitionUuid))
    .toSorted((left, right) => (left.slot ?? 0) - (right.slot ?? 0) || compareLocation(left.mac, right.mac))
    .map((vnic) => requestOf(vnic, given));
  return forecastAll(vnics, given);
}

/** The same for vNICs of which only the record is left. */
export function predictRebuild(given: RebuildCase): MigrationForecast {
  return forecastAll(given.requests, given);
}

type Unclear = Extract<VnicForecast, { kind: 'network-unclear' }>;

/** One after the other: each finds the room that those before it left. */
function forecastAll(
  requests: readonly (VnicRequest | Unclear)[],
  { partitionUuid: partition, target, ...given }: TargetRoom & { readonly partitionUuid: PartitionUuid },
): MigrationForecast {
  const held: Reservation[] = [...given.reservations];
  const vnics = requests.map((request) => {
    if ('kind' in request) return request;
    const forecast = forecastVnic({ ...given, snapshot: target, partition, request, reservations: held });
    if ('plan' in forecast) held.push(forecast.plan.reservation);
    return forecast;
  });
  return deepFreeze({
    partitionUuid: partition,
    target: target.system.name,
    outcome: outcomeOf(vnics),
    vnics,
  });
}

function forecastVnic(given: PlanCase): VnicForecast {
  const { request } = given;
  const { mac } = request;
  const whole = planVnic(given);
  if (whole.feasible) return { mac, kind: 'full', plan: whole };
  const fewer = planVnic({ ...given, request: { ...request, redundancyPolicy: 'best-effort' } });
  return fewer.feasible
    ? { mac, kind: 'reduced', plan: fewer, missing: whole }
    : { mac, kind: 'refused', missing: whole };
}

function requestOf(vnic: VnicSnapshot, { source, target }: MigrationCase): VnicRequest | Unclear {
  const { mac, vlan, devices } = vnic;
  const ports = devices.flatMap((device) => findDevicePort(source, device) ?? []);
  const networks = [...new Set(ports.map(({ label }) => networkOfLabel(label)))];
  const [network] = networks;
  if (network === undefined || networks.length > 1) return { mac, kind: 'network-unclear', networks };
  return {
    network,
    redundancy: devices.length,
    redundancyPolicy: 'strict',
    capacity: roundUp(largestShare(vnic), network, target),
    maxCapacity: undefined,
    vlan,
    mac,
    switchMode: ports[0]?.switchMode,
  };
}

/** The devices of a vNIC have equal shares, or are on the way there: what fits the largest fits them all. */
function largestShare({ devices }: VnicSnapshot): Capacity {
  return capacityOf(Math.max(0, ...devices.map(({ capacity }) => capacity)));
}

/**
 * A share that is none of the target's becomes the next larger one; whether the platform does so is not confirmed [?].
 * Ports of a network may differ: what the coarsest takes, all take.
 */
function roundUp(share: Capacity, network: string, { adapters }: HostSnapshot): Capacity {
  const ports = adapters
    .flatMap(({ ports }) => ports)
    .filter(({ label }) => networkOfLabel(label) === network);
  const coarsest = Math.max(1, ...ports.map(({ granularity }) => granularity ?? 1));
  return capacityOf(Math.min(wholePort, Math.ceil(share / coarsest) * coarsest));
}

function outcomeOf(vnics: readonly VnicForecast[]): MigrationForecast['outcome'] {
  if (vnics.some(({ kind }) => kind === 'refused' || kind === 'network-unclear')) return 'refused';
  return vnics.some(({ kind }) => kind === 'reduced') ? 'reduced' : 'full';
}
