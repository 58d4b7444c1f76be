import type { LocationCode, MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { AdapterRefusal, ViosRefusal } from '../eligibility/refusal.ts';
import type { DeviceName } from '../name-device.ts';

/** `error`: traffic is lost or goes astray. `warning`: the next fault will hurt. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

export interface VnicFinding {
  readonly severity: Severity;
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  readonly fault: VnicFault;
}

export interface HostFinding {
  readonly severity: Severity;
  readonly fault: HostFault;
}

/** What is not well with one vNIC, with the figures behind it. */
export type VnicFault =
  | { readonly kind: 'few-operational'; readonly operational: number; readonly devices: number }
  | { readonly kind: 'fewer-devices'; readonly devices: number; readonly wanted: number }
  | { readonly kind: 'device-not-operational'; readonly device: DeviceName; readonly status: string }
  | {
      readonly kind: 'active-not-best';
      readonly active: RankedDevice;
      /** Operational too, and before the active one by its failover priority. */
      readonly best: RankedDevice;
    }
  | { readonly kind: 'shared-vios'; readonly vios: string; readonly ports: readonly string[] }
  | { readonly kind: 'shared-adapter'; readonly adapter: string; readonly ports: readonly string[] }
  | {
      readonly kind: 'duplicate-priority';
      readonly priority: number;
      readonly devices: readonly DeviceName[];
    }
  | {
      readonly kind: 'off-network';
      readonly device: DeviceName;
      readonly wanted: string;
      readonly network: string;
    }
  | { readonly kind: 'port-unknown'; readonly device: DeviceName }
  | { readonly kind: 'many-devices'; readonly devices: number };

export interface RankedDevice extends DeviceName {
  readonly priority: number;
}

/** What is not well with a host, with the figures behind it. */
export type HostFault =
  | { readonly kind: 'not-master'; readonly system: string }
  | {
      readonly kind: 'system-incapable';
      readonly system: string;
      readonly capability: Capability;
      readonly level: KnownLevel;
    }
  | {
      readonly kind: 'vios-incapable';
      readonly vios: string;
      readonly capability: Capability;
      readonly level: KnownLevel;
    }
  | { readonly kind: 'vios-unusable'; readonly vios: string; readonly reason: ViosRefusal }
  | { readonly kind: 'few-vioses'; readonly usable: readonly string[] }
  | {
      readonly kind: 'adapter-unusable';
      readonly location: LocationCode;
      readonly reason: AdapterRefusal;
    }
  | { readonly kind: 'network-on-one-adapter'; readonly network: string; readonly location: LocationCode }
  | { readonly kind: 'link-down'; readonly network: string; readonly ports: readonly LocationCode[] }
  | { readonly kind: 'unlabelled-ports'; readonly ports: readonly LocationCode[] }
  | {
      readonly kind: 'label-too-long';
      readonly location: LocationCode;
      readonly label: string;
      readonly limit: number;
    }
  | { readonly kind: 'labels-look-alike'; readonly labels: readonly string[] }
  | {
      readonly kind: 'unequal-ports';
      readonly network: string;
      readonly attribute: PortAttribute;
      readonly values: readonly PortsOfValue[];
    }
  | {
      readonly kind: 'partition-without-rmc';
      readonly partition: string;
      readonly uuid: PartitionUuid;
      readonly rmc: string;
    };

export type Capability = 'vnic' | 'vnic-failover';

/** The level of the firmware or of the VIOS, when it is known, and the one that has the capability. */
export interface KnownLevel {
  readonly has: string | undefined;
  readonly needs: string;
}

export type PortAttribute = 'MTU' | 'speed' | 'switch mode';

export interface PortsOfValue {
  readonly value: string;
  readonly ports: readonly LocationCode[];
}
