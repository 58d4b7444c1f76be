import type { LocationCode, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, PoolCase, VnicPool } from '@powervm-sriov/sriov-core';
import type { LabelChange } from '../host/label-ports.ts';
import type { ModeChange } from '../host/set-adapter-mode.ts';
import type { PortChange } from '../host/set-port.ts';
import type { ReportOptions, ResourceReport } from '../pool/resource-reporter.ts';
import type { HostExamination } from './examine-host.ts';
import type { ManagedMigrations } from './managed-migrations.ts';
import type { ManagedPartitions } from './managed-partitions.ts';
import type { ManagedUpkeep } from './managed-upkeep.ts';
import type { ManagedVnics } from './managed-vnics.ts';

/**
 * The hosts behind one console, as the operator's tools see them. Plain data goes in and comes out, so that whoever
 * calls cannot tell a service in this process from one behind HTTP. `host` is the name or the UUID of a managed system;
 * each call throws HostError SYSTEM_UNKNOWN, naming those that there are, where it is neither. What changes a system keeps
 * other programs on the same records from changing it meanwhile, and throws HostError HOST_LOCKED while one of them does.
 */
export interface ManagedHosts extends ManagedVnics, ManagedPartitions, ManagedUpkeep, ManagedMigrations {
  hosts(signal: AbortSignal): Promise<readonly ManagedHost[]>;
  /** Those to which a partition can move: of the other console, where there is one. */
  targets(signal: AbortSignal): Promise<readonly ManagedHost[]>;
  /** What is known of the host, read from the platform by this call. */
  view(host: string, signal: AbortSignal): Promise<HostReading>;
  /** Answers the ports that had another label; all are labelled, or none. */
  labelPorts(host: string, change: LabelChange, signal: AbortSignal): Promise<readonly LocationCode[]>;
  setPort(host: string, change: PortChange, signal: AbortSignal): Promise<'changed' | 'same'>;
  /** Resolves when the adapter is ready in its new mode. */
  setAdapterMode(host: string, change: ModeChange, signal: AbortSignal): Promise<'changed' | 'same'>;
  /** How many more vNICs fit beside what is under way, and where nothing is in maintenance; read from the platform by this call. */
  countPool(host: string, request: PoolRequest, signal: AbortSignal): Promise<VnicPool>;
  /** What Nova is told of the host; read from the platform by this call. */
  reportResources(host: string, options: ReportOptions, signal: AbortSignal): Promise<ResourceReport>;
  /** What is not well with the host, read anew. */
  examine(host: string, signal: AbortSignal): Promise<HostExamination>;
  /** The documents of the host as one XML text that the simulator boots as its twin. */
  record(host: string, options: { readonly anonymize?: boolean }, signal: AbortSignal): Promise<string>;
}

/** The vNICs to count, and the networks; every network of the host unless given. */
export type PoolRequest = Pick<PoolCase, 'shape' | 'networks'>;

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
