import type { Capacity, VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';

/** Why an adapter carries no backing device at all. */
export type AdapterRefusal =
  | { readonly kind: 'adapter-mode'; readonly mode: string }
  | { readonly kind: 'adapter-state'; readonly state: string }
  | { readonly kind: 'adapter-unnumbered' }
  /** In maintenance. `note`: who marked it and why. */
  | { readonly kind: 'adapter-cordoned'; readonly note: string };

/** Why a physical port cannot take one backing device of the request, with the figures that decided it. */
export type PortRefusal =
  | AdapterRefusal
  | {
      readonly kind: 'label-differs';
      readonly label: string;
      readonly network: string;
      readonly looksAlike: boolean;
    }
  /** A vNIC has one device per port (sriov-rules [R]). */
  | { readonly kind: 'device-there' }
  | { readonly kind: 'switch-mode-differs'; readonly mode: string | undefined; readonly wanted: string }
  | { readonly kind: 'port-cordoned'; readonly note: string }
  | { readonly kind: 'link-down'; readonly known: boolean }
  | { readonly kind: 'figures-missing'; readonly missing: readonly string[] }
  | {
      readonly kind: 'no-free-logical-port';
      readonly configured: number;
      readonly reserved: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'adapter-limit';
      readonly configured: number;
      readonly reserved: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'capacity-short';
      readonly needed: Capacity;
      readonly allocated: Capacity;
      readonly reserved: Capacity;
      readonly free: Capacity;
    }
  | {
      readonly kind: 'granularity-miss';
      readonly asked: Capacity;
      readonly granularity: Capacity;
      readonly below: Capacity | undefined;
      readonly above: Capacity | undefined;
    }
  | { readonly kind: 'max-without-personality'; readonly personality: string | undefined }
  | { readonly kind: 'max-below-capacity'; readonly maxCapacity: Capacity; readonly capacity: Capacity }
  | {
      readonly kind: 'vlan-outside';
      readonly vlan: VlanId;
      readonly minimum: number | undefined;
      readonly maximum: number | undefined;
    };

/** Why a VIOS cannot serve a backing device of the request. */
export type ViosRefusal =
  | { readonly kind: 'vios-not-running'; readonly state: string }
  | { readonly kind: 'rmc-inactive'; readonly rmc: string }
  | { readonly kind: 'vios-not-vnic-capable' }
  | { readonly kind: 'vios-cordoned'; readonly note: string }
  /** Serves as many backing devices as the limit that was set. */
  | { readonly kind: 'vios-full'; readonly served: number; readonly limit: number }
  /** `because`: the request needs failover, or it does not but other VIOSes have it and are taken alone. */
  | { readonly kind: 'vios-not-failover-capable'; readonly because: 'redundancy' | 'others-are' };
