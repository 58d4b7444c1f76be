import type { LogicalPartition, LogicalPartitionResource } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { requirePartition } from './find-partition.ts';

/** What Nova and people ask of a partition: its state now, and what it has. */
export interface PartitionDescription {
  readonly partition: PartitionUuid;
  readonly partitionId: number | undefined;
  readonly name: string | undefined;
  /** The platform's own word. */
  readonly state: string;
  readonly power: NovaPowerState;
  readonly rmc: string;
  readonly migrationState: string;
  readonly operatingSystem: string | undefined;
  /** Megabytes. */
  readonly memory: { readonly current: number | undefined; readonly maximum: number | undefined };
  /** Virtual processors, or dedicated ones. */
  readonly processors: number | undefined;
  /** Of real processors: what the virtual ones are made of. */
  readonly processingUnits: number | undefined;
}

/** As nova.compute.power_state names them, in small letters. */
export type NovaPowerState = 'running' | 'shutdown' | 'suspended' | 'crashed' | 'nostate';

/** Reads it now. @throws HostError PARTITION_UNKNOWN */
export async function describePartition(
  compute: Pick<ComputeHost, 'host' | 'records'>,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<PartitionDescription> {
  return descriptionOf(await requirePartition(compute, partition, signal));
}

function descriptionOf({ uuid, values }: LogicalPartitionResource): PartitionDescription {
  const { partitionState: state = 'unknown', memory } = values;
  return {
    partition: uuid,
    partitionId: values.partitionId,
    name: values.partitionName,
    state,
    power: powerStateOf(state),
    rmc: values.resourceMonitoringControlState ?? 'unknown',
    migrationState: values.migrationState ?? 'Not_Migrating',
    operatingSystem: values.operatingSystemVersion,
    memory: { current: memory.currentMemory ?? memory.desiredMemory, maximum: memory.maximumMemory },
    ...processorsOf(values),
  };
}

function processorsOf({
  processors: { hasDedicatedProcessors, dedicated, shared },
}: LogicalPartition): Pick<PartitionDescription, 'processors' | 'processingUnits'> {
  if (hasDedicatedProcessors === true) {
    const count = dedicated?.desiredProcessors;
    return { processors: count, processingUnits: count };
  }
  return { processors: shared?.desiredVirtualProcessors, processingUnits: shared?.desiredProcessingUnits };
}

/** A partition is running until it is off, and suspended until it is back (nova-powervm vm.py [R]). */
function powerStateOf(state: string): NovaPowerState {
  switch (state) {
    case 'running':
    case 'starting':
    case 'open firmware':
    case 'shutting down':
    case 'suspending':
    case 'migrating running':
      return 'running';
    case 'not activated':
    case 'migrating not active':
      return 'shutdown';
    case 'suspended':
    case 'resuming':
      return 'suspended';
    case 'error':
      return 'crashed';
    default:
      return 'nostate';
  }
}
