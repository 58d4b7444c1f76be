import { networkOfLabel, type PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import { type Cordon, findCordon } from '../cordon.ts';
import { freeServersOf, judgeVios, judgeVioses } from '../eligibility/judge-vios.ts';
import { matchLabel } from '../eligibility/match-label.ts';
import type { HostSnapshot } from '../host-snapshot.ts';
import { namePartition } from '../name-vnic.ts';
import type { VnicLimits } from '../placement-policy.ts';
import type { UseTally } from '../tally-use.ts';
import type { Constraint } from '../vnic-plan.ts';
import { maximumRedundancy, type PlacementRequest } from '../vnic-request.ts';
import type { Contender } from './contender.ts';

export interface ConstraintCase {
  readonly snapshot: HostSnapshot;
  readonly request: PlacementRequest;
  readonly cordons: readonly Cordon[];
  readonly contenders: readonly Contender[];
  readonly tally: UseTally;
  /** Who is to have the vNIC. */
  readonly partition: PartitionUuid | undefined;
  readonly limits: VnicLimits;
  /** How many devices the vNIC has already. */
  readonly before: number;
}

export interface Constraints {
  /** Not even one device can be had. */
  readonly blocker: Constraint | undefined;
  /** Not all the devices asked for can be had. */
  readonly shortfall: Constraint | undefined;
  /** Devices that can be had, 0 when blocked. */
  readonly reachable: number;
}

/** What stands in the way of the request; of several things the one that must be changed first. */
export function findConstraints(given: ConstraintCase): Constraints {
  const { request, before } = given;
  const failover = judgeFailover(given);
  const wanted = failover === undefined ? request.redundancy : 1 - before;
  const servers = countFreeServers(given, before + wanted);
  const blocker =
    judgeFigures(given) ??
    judgeVnicCount(given) ??
    judgeSystem(given) ??
    judgePortsAtAll(given) ??
    (servers === 0 ? judgeServers(given, servers) : undefined);
  const shortfall = failover ?? judgePortCount(given) ?? judgeServers(given, servers);
  const reachable = Math.min(wanted, placeableOn(given), servers);
  return { blocker, shortfall, reachable: blocker === undefined ? Math.max(0, reachable) : 0 };
}

function judgeFigures({ request, before }: ConstraintCase): Constraint | undefined {
  const { redundancy, capacity, maxCapacity } = request;
  const inAll = before + redundancy;
  if (!Number.isInteger(redundancy) || redundancy < 1 || inAll > maximumRedundancy) {
    return { kind: 'redundancy-out-of-range', redundancy: inAll, maximum: maximumRedundancy };
  }
  if (maxCapacity !== undefined && capacity !== undefined && maxCapacity < capacity) {
    return { kind: 'max-below-capacity', maxCapacity, capacity };
  }
  return undefined;
}

function judgeSystem({ snapshot: { system, vioses }, cordons }: ConstraintCase): Constraint | undefined {
  const cordon = findCordon(cordons, { kind: 'host' });
  if (cordon !== undefined) return { kind: 'host-cordoned', system: system.name, note: cordon.note };
  if (!system.vnicCapable) return { kind: 'system-not-vnic-capable', system: system.name };
  const usable = vioses.some((vios) => judgeVios(vios, cordons) === undefined);
  return usable ? undefined : { kind: 'no-vios', vioses: vioses.length };
}

function judgeVnicCount({ snapshot, partition, tally, limits }: ConstraintCase): Constraint | undefined {
  const { vnicsPerPartition: limit } = limits;
  if (partition === undefined || limit === undefined) return undefined;
  const vnics = tally.vnicsOf(partition);
  if (vnics < limit) return undefined;
  const name = namePartition(snapshot, partition);
  return { kind: 'partition-full', partitionUuid: partition, partition: name, vnics, limit };
}

/** vNIC servers that can still be had on all VIOSes together; Infinity when they are not limited. */
function countFreeServers({ snapshot, cordons, tally, limits }: ConstraintCase, redundancy: number): number {
  return judgeVioses(snapshot.vioses, redundancy, cordons)
    .filter(({ refusal }) => refusal === undefined)
    .reduce((sum, { vios }) => sum + freeServersOf(vios, tally, limits), 0);
}

function judgeServers(
  { snapshot: { vioses }, cordons, request, limits }: ConstraintCase,
  free: number,
): Constraint | undefined {
  const { redundancy: wanted } = request;
  const { vnicServersPerVios: limit } = limits;
  if (limit === undefined || free >= wanted) return undefined;
  const usable = vioses.filter((vios) => judgeVios(vios, cordons) === undefined);
  return { kind: 'too-few-vnic-servers', wanted, free, vioses: usable.length, limit };
}

/** More than one device needs a system and a VIOS that can fail over (pypowervm tasks/sriov.py [R]). */
function judgeFailover({ snapshot, cordons, before, request }: ConstraintCase): Constraint | undefined {
  const redundancy = before + request.redundancy;
  const { system, vioses } = snapshot;
  if (redundancy === 1) return undefined;
  if (!system.vnicFailoverCapable) {
    return { kind: 'system-not-failover-capable', system: system.name, redundancy };
  }
  const usable = vioses.filter((vios) => judgeVios(vios, cordons) === undefined);
  if (usable.some((vios) => vios.vnicFailoverCapable)) return undefined;
  const names = usable.map(({ name }) => name).toSorted(compareLocation);
  return { kind: 'no-failover-vios', redundancy, usable: names };
}

function judgePortsAtAll({ snapshot, request, contenders }: ConstraintCase): Constraint | undefined {
  if (contenders.some(({ untaken }) => untaken.length > 0)) return undefined;
  const { network } = request;
  const ports = snapshot.adapters.flatMap((adapter) => adapter.ports);
  const matching = ports.filter(({ label }) => matchLabel(label, network) === 'same');
  if (matching.length > 0) return { kind: 'no-eligible-port', network, ports: matching.length };
  const networks = [...new Set(ports.map(({ label }) => networkOfLabel(label)))].toSorted(compareLocation);
  const looksAlike = networks.filter((name) => matchLabel(name, network) === 'looks-alike');
  return { kind: 'no-port-on-network', network, networks, looksAlike };
}

function judgePortCount(given: ConstraintCase): Constraint | undefined {
  const { network, redundancy: wanted } = given.request;
  const placeable = placeableOn(given);
  if (placeable >= wanted) return undefined;
  const adapters = given.contenders.map(({ location, free, untaken }) => {
    return { location, free, eligible: untaken.length };
  });
  return {
    ...{ kind: 'too-few-ports', network, wanted, placeable },
    eligible: adapters.reduce((sum, { eligible }) => sum + eligible, 0),
    tightAdapters: adapters.filter(({ free, eligible }) => free < eligible),
  };
}

function placeableOn({ contenders }: ConstraintCase): number {
  return contenders.reduce((sum, { placeable }) => sum + placeable, 0);
}
