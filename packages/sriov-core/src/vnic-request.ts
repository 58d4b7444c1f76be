import type { Capacity, MacAddress, VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';

/** A vNIC that somebody wants, before anything is decided about ports and VIOSes. */
export interface VnicRequest extends PlacementRequest {
  readonly mac: MacAddress;
}

/** The part of a request that decides where its devices fit. */
export interface PlacementRequest {
  /** The physical network: ports whose label is this name; `default` means the ports without a label. */
  readonly network: string;
  /** Backing devices wanted, 1..6. */
  readonly redundancy: number;
  /** `strict`: all of them or none. `best-effort`: as many as can be had, at least one; a shortfall is a weakness. */
  readonly redundancyPolicy: 'strict' | 'best-effort';
  /** The share of each port that is guaranteed; `undefined` means the granularity of the port. */
  readonly capacity: Capacity | undefined;
  /** The share of each port that is never exceeded; `undefined` means no limit. */
  readonly maxCapacity: Capacity | undefined;
  readonly vlan: VlanId;
  /** Of the ports; any unless given. A migrating vNIC needs the mode that it had. */
  readonly switchMode?: string | undefined;
  /** Ports without link are refused unless this is set. */
  readonly allowLinkDown?: boolean;
}

/** What later requests on the same network may look like: room is kept for them. */
export interface RequestClass {
  readonly redundancy: number;
  /** The share that is asked for now unless given: the granularity of each port, mostly. */
  readonly capacity?: Capacity | undefined;
  /** Against the other classes. */
  readonly weight: number;
}

/** Single devices and pairs. Who knows what will be asked for says so: test/bench shows what that is worth. */
export const usualClasses: readonly RequestClass[] = [
  { redundancy: 1, weight: 1 },
  { redundancy: 2, weight: 1 },
];

/** Backing devices that a vNIC can have (sriov-rules [R][H]). */
export const maximumRedundancy = 6;

/** Beyond this many devices Linux clients had trouble, and each failover switches traffic once more (sriov-rules [H]). */
export const comfortableDevices = 2;

/** What a vNIC of ours lets its operating system change: nothing, so that a guest stays in its VLAN (nova-powervm vif.py [R]). */
export const closedAccess = { allowedVlans: 'NONE', allowedMacs: 'NONE' } as const;
