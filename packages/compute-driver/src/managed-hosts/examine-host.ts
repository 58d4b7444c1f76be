import {
  type ConsoleKind,
  type LogicalPartitionResource,
  readLogicalPartitions,
  readManagedSystem,
  readVirtualIoServers,
  type VirtualIoServerResource,
} from '@powervm-sriov/pypowervm-ts';
import {
  checkHost,
  checkVnic,
  type HostFinding,
  type HostSnapshot,
  type VnicFinding,
} from '@powervm-sriov/sriov-core';
import type { Host } from '../host/host.ts';
import { readConsoleLevel } from './read-console-level.ts';

/** A host seen by a doctor: what it is, and everything that is not well with it. */
export interface HostExamination {
  readonly console: ExaminedConsole;
  readonly snapshot: HostSnapshot;
  /** Of the system's firmware; undefined when the console does not tell, as below schema V1_9_0. */
  readonly firmwareLevel: string | undefined;
  /** Software of each VIOS as the platform words it; undefined when it does not tell. */
  readonly viosLevels: readonly { readonly vios: string; readonly level: string | undefined }[];
  readonly findings: readonly (HostFinding | VnicFinding)[];
  /** Partitions whose profile does not follow live changes: at their next activation a vNIC is gone (sriov-rules [R][H]). */
  readonly unsyncedProfiles: readonly string[];
}

interface ExaminedConsole {
  readonly kind: ConsoleKind;
  /** Its software; undefined when it does not tell. */
  readonly level: string | undefined;
  /** Level of its API, such as `V1_3_0`. */
  readonly schemaVersion: string;
}

/** Reads the host anew; changes nothing. */
export async function examineHost(host: Host, signal: AbortSignal): Promise<HostExamination> {
  const { session, system } = host;
  const [level, managedSystem, vioses, partitions] = await Promise.all([
    readConsoleLevel(session, signal),
    readManagedSystem(session, system, signal),
    readVirtualIoServers(session, system, signal),
    readLogicalPartitions(session, system, signal),
    host.refresh(signal),
  ]);
  const snapshot = host.snapshot();
  const { kind, schemaVersion } = session.traits;
  const { firmwareLevel } = managedSystem.values;
  const levels = new Map(
    vioses.flatMap(({ uuid, values: { operatingSystemVersion: level } }) =>
      level === undefined ? [] : [[uuid, level] as const],
    ),
  );
  return {
    console: { kind, level, schemaVersion },
    snapshot,
    firmwareLevel,
    viosLevels: vioses.map(describeLevel),
    findings: [
      ...checkHost({ snapshot, levels: { firmware: firmwareLevel, vioses: levels } }),
      ...snapshot.vnics.flatMap((vnic) => checkVnic({ snapshot, vnic })),
    ],
    unsyncedProfiles: kind === 'hmc' ? partitions.filter(isUnsynced).map(nameOf) : [],
  };
}

function describeLevel({ uuid, values }: VirtualIoServerResource) {
  return { vios: values.partitionName ?? uuid, level: values.operatingSystemVersion };
}

/** Only an HMC keeps profiles; one that does not tell is not accused. */
function isUnsynced({ values: { currentProfileSync: sync } }: LogicalPartitionResource): boolean {
  return sync !== undefined && sync !== 'On';
}

function nameOf({ uuid, values }: LogicalPartitionResource): string {
  return values.partitionName ?? uuid;
}
