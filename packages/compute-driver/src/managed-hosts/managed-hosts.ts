import type { LocationCode, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type {
  DeviceChange,
  DeviceChangePlan,
  HostSnapshot,
  PoolCase,
  VnicPlan,
  VnicPool,
  VnicRequest,
  VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type {
  DeviceChangeRequest,
  PlugRequest,
  PlugResult,
  UnplugRequest,
  UnplugResult,
  VnicTarget,
} from '@powervm-sriov/vif-drivers';
import type { LabelChange } from '../host/label-ports.ts';
import type { ModeChange } from '../host/set-adapter-mode.ts';
import type { PortChange } from '../host/set-port.ts';
import type { HostExamination } from './examine-host.ts';

/**
 * The hosts behind one console, as the operator's tools see them. Plain data goes in and comes out, so that whoever
 * calls cannot tell a service in this process from one behind HTTP. `host` is the name or the UUID of a managed system;
 * each call throws HostError SYSTEM_UNKNOWN, naming those that there are, where it is neither.
 */
export interface ManagedHosts {
  hosts(signal: AbortSignal): Promise<readonly ManagedHost[]>;
  /** What is known of the host, read from the platform by this call. */
  view(host: string, signal: AbortSignal): Promise<HostReading>;
  /** Answers the ports that had another label; all are labelled, or none. */
  labelPorts(host: string, change: LabelChange, signal: AbortSignal): Promise<readonly LocationCode[]>;
  setPort(host: string, change: PortChange, signal: AbortSignal): Promise<'changed' | 'same'>;
  /** Resolves when the adapter is ready in its new mode. */
  setAdapterMode(host: string, change: ModeChange, signal: AbortSignal): Promise<'changed' | 'same'>;
  /** Decides and sends nothing. */
  planVnic(host: string, request: VnicRequest, signal: AbortSignal): Promise<VnicPlan>;
  /** How many more vNICs fit beside what is under way, and where nothing is in maintenance; read from the platform by this call. */
  countPool(host: string, request: PoolRequest, signal: AbortSignal): Promise<VnicPool>;
  plugVnic(host: string, request: PlugRequest, signal: AbortSignal): Promise<PlugResult>;
  unplugVnic(host: string, request: UnplugRequest, signal: AbortSignal): Promise<UnplugResult>;
  /** Decides how to come to other backing devices, and sends nothing. */
  planDevices(host: string, request: DevicePlanRequest, signal: AbortSignal): Promise<DeviceChangePlan>;
  /** Answers the vNIC as it is then. */
  changeDevices(host: string, request: DeviceChangeRequest, signal: AbortSignal): Promise<VnicSnapshot>;
  /** What is not well with the host, read anew. */
  examine(host: string, signal: AbortSignal): Promise<HostExamination>;
  /** The documents of the host as one XML text that the simulator boots as its twin. */
  record(host: string, options: { readonly anonymize?: boolean }, signal: AbortSignal): Promise<string>;
}

/** The vNICs to count, and the networks; every network of the host unless given. */
export type PoolRequest = Pick<PoolCase, 'shape' | 'networks'>;

/** Other backing devices for a vNIC that is there. */
export interface DevicePlanRequest extends VnicTarget {
  readonly network: string;
  readonly change: DeviceChange;
}

/** A managed system in the list of a console. */
export interface ManagedHost {
  readonly uuid: SystemUuid;
  readonly name: string;
  /** `operating`, `standby`, `power off`, ... */
  readonly state: string | undefined;
  /** Type, model and serial number: `8408-E8E*10678CV`. */
  readonly machine: string | undefined;
  /** Whether this console may change it. */
  readonly isMaster: boolean;
  readonly adapters: number;
  readonly partitions: number;
  readonly vioses: number;
}

export interface HostReading {
  readonly snapshot: HostSnapshot;
  /** Milliseconds since the oldest read began that the snapshot comes from. */
  readonly age: number;
  /** Why changes may have been missed; undefined when none have. */
  readonly gap: string | undefined;
}
