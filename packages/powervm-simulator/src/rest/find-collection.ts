import { homeOf } from '../platform/locate.ts';
import type { Platform } from '../platform/platform.ts';
import type { ManagedSystem } from '../platform/platform-state.ts';
import { asSeen } from '../platform/set-system-connection.ts';
import { clientNetworkAdaptersOf } from './collections/client-network-adapters.ts';
import { consolesOf, virtualSwitchesOf } from './collections/consoles.ts';
import { logicalPortsOf } from './collections/logical-ports.ts';
import { partitionsOf, viosesOf } from './collections/partitions.ts';
import { systemsOf } from './collections/systems.ts';
import { vnicsOf } from './collections/vnics.ts';
import { type Collection, sameUuid } from './resource.ts';

/**
 * The collection at a path that ends with a type, such as `['LogicalPartition', uuid, 'VirtualNICDedicated']`;
 * undefined when nothing is there. A system (or console) in front of a partition's path narrows it: two systems can
 * have a partition with one UUID (sriov-rules.md [R]).
 */
export function findCollection(platform: Platform, path: readonly string[]): Collection | undefined {
  return findIn(platform, path, { systems: platform.state.systems.map(asSeen), above: [] });
}

interface Place {
  readonly systems: readonly ManagedSystem[];
  /** The pairs of type and UUID that led here. */
  readonly above: readonly string[];
}

function findIn(platform: Platform, path: readonly string[], place: Place): Collection | undefined {
  const [type, uuid, ...below] = path;
  const own = [...place.above, ...path];
  if (type === undefined) return undefined;
  if (uuid === undefined) return rootCollection(platform, type, { ...place, own });
  if (below.length === 0) return undefined;
  const deeper = [...place.above, type, uuid];
  switch (type) {
    case 'ManagementConsole':
      return sameUuid(uuid, platform.state.console.uuid)
        ? findIn(platform, below, { ...place, above: deeper })
        : undefined;
    case 'ManagedSystem': {
      const systems = place.systems.filter((system) => sameUuid(system.uuid, uuid));
      return systems.length === 0 ? undefined : findIn(platform, below, { systems, above: deeper });
    }
    case 'LogicalPartition':
    case 'VirtualIOServer':
      return below.length === 1
        ? partitionCollection(platform, [type, uuid, below[0] ?? ''], { ...place, own })
        : undefined;
    default:
      return undefined;
  }
}

function rootCollection(
  platform: Platform,
  type: string,
  { systems, above, own }: Place & { own: readonly string[] },
): Collection | undefined {
  const [system] = systems;
  const isBelowSystem = above.includes('ManagedSystem') && system !== undefined;
  switch (type) {
    case 'ManagementConsole':
      return consolesOf(platform);
    case 'ManagedSystem':
      return systemsOf(platform);
    case 'LogicalPartition':
      return partitionsOf(platform, { systems, path: own });
    case 'VirtualIOServer':
      return viosesOf({ systems, path: own });
    case 'VirtualSwitch':
      return isBelowSystem ? virtualSwitchesOf({ system, path: own }) : undefined;
    case 'VirtualNetwork':
    case 'NetworkBridge':
      return isBelowSystem ? nothing(type, own) : undefined;
    default:
      return undefined;
  }
}

function partitionCollection(
  platform: Platform,
  [ownerType, uuid, type]: readonly [string, string, string],
  { systems, own: path }: Place & { own: readonly string[] },
): Collection | undefined {
  const home = homeOf(systems, uuid);
  for (const system of home === undefined ? systems : [home]) {
    const partition = system.partitions.find((candidate) => sameUuid(candidate.uuid, uuid));
    const vios = system.vioses.find((candidate) => sameUuid(candidate.uuid, uuid));
    const owner = ownerType === 'LogicalPartition' ? partition : vios;
    if (owner === undefined) continue;
    if (type === 'SRIOVEthernetLogicalPort') return logicalPortsOf(platform, { system, owner, path });
    if (owner !== partition) return type === 'ClientNetworkAdapter' ? nothing(type, path) : undefined;
    if (type === 'VirtualNICDedicated') return vnicsOf(platform, { system, partition, path });
    if (type === 'ClientNetworkAdapter')
      return clientNetworkAdaptersOf(platform, { system, partition, path });
  }
  return undefined;
}

/** A type that clients ask for and that is not simulated. */
function nothing(type: string, path: readonly string[]): Collection {
  return { type, path, shapes: [], list: () => [], find: () => undefined };
}
