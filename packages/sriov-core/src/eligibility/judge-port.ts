import {
  type Capacity,
  capacityOf,
  type LocationCode,
  noCapacity,
  type PhysicalPortId,
  type SriovAdapterId,
  wholePort,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '../cordon.ts';
import type { PhysicalPortSnapshot } from '../host-snapshot.ts';
import type { PlacementRequest } from '../vnic-request.ts';
import { type CapacityCost, capacityCost } from './capacity-cost.ts';
import { matchLabel } from './match-label.ts';
import type { PortRefusal } from './refusal.ts';

/** The adapter of a port, found fit by judgeAdapter, with its logical ports counted. */
export interface FitAdapter {
  readonly adapterId: SriovAdapterId;
  readonly location: LocationCode;
  readonly personality: string | undefined;
  readonly configured: number;
  readonly reserved: number;
  /** Logical ports of the whole adapter; unlimited when the platform does not say. */
  readonly limit: number | undefined;
}

/** What a port still has, whoever asks. */
export interface PortRoom {
  readonly adapterId: SriovAdapterId;
  readonly adapterLocation: LocationCode;
  /** Logical ports the adapter can still have, on all its ports together; Infinity when it states no limit. */
  readonly adapterFree: number;
  readonly portId: PhysicalPortId;
  readonly location: LocationCode;
  readonly label: string;
  readonly linkUp: boolean;
  readonly granularity: Capacity;
  readonly freeLogicalPorts: number;
  readonly freeCapacity: Capacity;
}

/** A port that can take one backing device of the request. */
export interface PortCandidate extends PortRoom {
  /** What one device of this request takes here. */
  readonly cost: Capacity;
  /** How many devices of this request the port could still carry, one vNIC each. */
  readonly slots: number;
}

export type PortVerdict =
  | { readonly fit: true; readonly candidate: PortCandidate }
  /** `room`: what it has for other requests of this network; none while it serves nobody. */
  | {
      readonly fit: false;
      readonly reasons: readonly PortRefusal[];
      readonly room: PortRoom | undefined;
    };

export interface PortCase {
  readonly adapter: FitAdapter;
  readonly port: PhysicalPortSnapshot;
  readonly reserved: { readonly logicalPorts: number; readonly capacity: number };
  readonly request: PlacementRequest;
  /** The vNIC has a device on this port already. */
  readonly hasDevice: boolean;
  /** The maintenance mark on this port. */
  readonly cordon: Cordon | undefined;
}

/** Can this port take one backing device? A port of another network is told just that; of the others every obstacle is named. */
export function judgePort(given: PortCase): PortVerdict {
  const { adapter, port, reserved, request } = given;
  const match = matchLabel(port.label, request.network);
  if (match !== 'same') {
    const looksAlike = match === 'looks-alike';
    return refuse({ kind: 'label-differs', label: port.label, network: request.network, looksAlike });
  }
  const known = knownFigures(port);
  if ('missing' in known) return refuse({ kind: 'figures-missing', missing: known.missing });

  const priced = capacityCost(known.granularity, request.capacity);
  const room = measureRoom(given, known);
  const reasons: readonly PortRefusal[] = [
    ...judgeUse(given),
    ...judgeLink(port, request),
    ...judgeVlan(port, request),
    ...judgeAdapterRoom(adapter),
    ...judgeLogicalPorts(known, reserved.logicalPorts),
    ...judgeShare({ adapter, known, reserved: reserved.capacity, request, priced }),
  ];
  if (reasons.length > 0 || priced.kind === 'miss') {
    const serves = reasons.every(({ kind }) => kind !== 'port-cordoned' && kind !== 'link-down');
    return { fit: false, reasons, room: serves ? room : undefined };
  }
  const { cost } = priced;
  // New fields before the spread: behind it each object gets a hidden class of its own (V8), and the collector stalls.
  return { fit: true, candidate: { cost, slots: slotsFor(room, cost), ...room } };
}

/** What the port lacks of the room for one device of this share, whatever else may stand against it. */
export function judgeRoom(
  { adapter, port, reserved }: Pick<PortCase, 'adapter' | 'port' | 'reserved'>,
  cost: Capacity,
): readonly PortRefusal[] {
  const known = knownFigures(port);
  if ('missing' in known) return [{ kind: 'figures-missing', missing: known.missing }];
  return [
    ...judgeAdapterRoom(adapter),
    ...judgeLogicalPorts(known, reserved.logicalPorts),
    ...judgeCapacity(known, reserved.capacity, cost),
  ];
}

/** How many devices of this cost the port can carry. */
export function slotsFor(
  { freeLogicalPorts, freeCapacity }: Pick<PortRoom, 'freeLogicalPorts' | 'freeCapacity'>,
  cost: Capacity,
): number {
  return Math.min(freeLogicalPorts, Math.floor(freeCapacity / cost));
}

interface PortFigures {
  readonly limit: number;
  readonly configured: number;
  readonly allocated: Capacity;
  readonly granularity: Capacity;
}

/** The figures without which nothing can be promised; an adapter that has just come up lacks some of them. */
function knownFigures(port: PhysicalPortSnapshot): PortFigures | { readonly missing: readonly string[] } {
  const { configuredMaxLogicalPorts: limit, configuredLogicalPorts: configured } = port;
  const { allocatedCapacity: allocated, granularity } = port;
  if (limit !== undefined && configured !== undefined && allocated !== undefined && granularity) {
    return { limit, configured, allocated, granularity };
  }
  const figures = {
    'logical port limit': limit,
    'configured logical ports': configured,
    'allocated capacity': allocated,
    'capacity granularity': granularity === noCapacity ? undefined : granularity,
  };
  return { missing: Object.entries(figures).flatMap(([name, value]) => (value === undefined ? [name] : [])) };
}

function measureRoom({ adapter, port, reserved }: PortCase, known: PortFigures): PortRoom {
  const limit = adapter.limit ?? Number.POSITIVE_INFINITY;
  return {
    adapterId: adapter.adapterId,
    adapterLocation: adapter.location,
    adapterFree: Math.max(0, limit - adapter.configured - adapter.reserved),
    portId: port.portId,
    location: port.location,
    label: port.label,
    linkUp: port.linkUp === true,
    granularity: known.granularity,
    freeLogicalPorts: Math.max(0, known.limit - known.configured - reserved.logicalPorts),
    freeCapacity: freeShare(known.allocated, reserved.capacity),
  };
}

function freeShare(allocated: Capacity, reserved: number): Capacity {
  return capacityOf(Math.max(0, wholePort - allocated - reserved));
}

function judgeUse({ port, request, hasDevice, cordon }: PortCase): readonly PortRefusal[] {
  const { switchMode: wanted } = request;
  const { switchMode: mode } = port;
  const differs = wanted !== undefined && mode !== wanted;
  return [
    ...(cordon === undefined ? [] : [{ kind: 'port-cordoned', note: cordon.note } as const]),
    ...(hasDevice ? [{ kind: 'device-there' } as const] : []),
    ...(differs ? [{ kind: 'switch-mode-differs', mode, wanted } as const] : []),
  ];
}

function judgeLink(port: PhysicalPortSnapshot, request: PlacementRequest): readonly PortRefusal[] {
  if (port.linkUp === true || request.allowLinkDown === true) return [];
  return [{ kind: 'link-down', known: port.linkUp === false }];
}

/** Untagged traffic has no port VLAN to check (sriov-rules [R]: PVID 0, else within the limits of the port). */
function judgeVlan(port: PhysicalPortSnapshot, { vlan }: PlacementRequest): readonly PortRefusal[] {
  const { minimumPvid: minimum, maximumPvid: maximum } = port;
  const inside = vlan >= (minimum ?? vlan) && vlan <= (maximum ?? vlan);
  return vlan === 0 || inside ? [] : [{ kind: 'vlan-outside', vlan, minimum, maximum }];
}

function judgeAdapterRoom({ configured, reserved, limit }: FitAdapter): readonly PortRefusal[] {
  if (limit === undefined || configured + reserved < limit) return [];
  return [{ kind: 'adapter-limit', configured, reserved, limit }];
}

function judgeLogicalPorts({ configured, limit }: PortFigures, reserved: number): readonly PortRefusal[] {
  return configured + reserved < limit ? [] : [{ kind: 'no-free-logical-port', configured, reserved, limit }];
}

interface ShareCase {
  readonly adapter: FitAdapter;
  readonly known: PortFigures;
  readonly reserved: number;
  readonly request: PlacementRequest;
  readonly priced: CapacityCost;
}

function judgeShare({ adapter, known, reserved, request, priced }: ShareCase): readonly PortRefusal[] {
  if (priced.kind === 'miss') {
    const { granularity } = known;
    return [{ ...priced, kind: 'granularity-miss', asked: request.capacity ?? noCapacity, granularity }];
  }
  const { cost } = priced;
  return [...judgeCapacity(known, reserved, cost), ...judgeMaximum(adapter, cost, request)];
}

/** Minimum shares are guaranteed, so their sum stays within the port; exactly 100% is allowed (sriov-rules [R][H]). */
function judgeCapacity(
  { allocated }: PortFigures,
  reserved: number,
  needed: Capacity,
): readonly PortRefusal[] {
  const free = freeShare(allocated, reserved);
  if (needed <= free) return [];
  const held = capacityOf(Math.min(reserved, wholePort));
  return [{ kind: 'capacity-short', needed, allocated, reserved: held, free }];
}

/** A ceiling means something only to adapters with the personality for it (sriov-rules [R]). */
function judgeMaximum(
  adapter: FitAdapter,
  cost: Capacity,
  { maxCapacity }: PlacementRequest,
): readonly PortRefusal[] {
  if (maxCapacity === undefined) return [];
  if (adapter.personality !== 'MAX_MIN_CAPACITY') {
    return [{ kind: 'max-without-personality', personality: adapter.personality }];
  }
  return maxCapacity < cost ? [{ kind: 'max-below-capacity', maxCapacity, capacity: cost }] : [];
}

function refuse(reason: PortRefusal): PortVerdict {
  return { fit: false, reasons: [reason], room: undefined };
}
