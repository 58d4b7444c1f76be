import { VirtualClock } from '@powervm-sriov/powervm-simulator';
import { readClientNetworkAdapters, readLogicalPartition } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type ComputeHost, HostError, type PartitionSpec } from '../src/index.ts';
import {
  type SimulatedComputeHost,
  type SimulatedComputeHostOptions,
  simulatedComputeHost,
} from './simulated-compute-host.ts';
import { noSignal, type SimulatedHost } from './simulated-host.ts';

/** Nova's, and what PowerVM makes of it: its top bit is cleared. */
export const instance = '989fd0b9-0b8c-4f43-a2d1-8a9c4ee3f2d6';
export const partition = parsePartitionUuid('189FD0B9-0B8C-4F43-A2D1-8A9C4EE3F2D6');

/** On virtual time, so that jobs last as long as they do without anybody waiting for them. */
export function partitionCase(options: SimulatedComputeHostOptions = {}): Promise<SimulatedComputeHost> {
  return simulatedComputeHost({ clock: new VirtualClock(), ...options });
}

export function specOf(change: Partial<PartitionSpec> = {}): PartitionSpec {
  return {
    name: 'instance-00000007',
    type: 'AIX/Linux',
    memory: { minimum: 1_024, desired: 2_048, maximum: 4_096 },
    processors: {
      kind: 'shared',
      virtual: { minimum: 1, desired: 2, maximum: 4 },
      units: { minimum: 0.1, desired: 0.5, maximum: 2 },
      uncappedWeight: 64,
    },
    maximumVirtualSlots: 64,
    managementNetwork: true,
    ...change,
  };
}

/** What the platform truly has by that name. */
export function partitionsNamed({ simulator }: Pick<SimulatedHost, 'simulator'>, name = specOf().name) {
  const { systems } = simulator.control.state();
  return systems.flatMap(({ partitions }) => partitions.filter((each) => each.name === name));
}

export function stateOf(simulated: Pick<SimulatedHost, 'simulator'>, name?: string): string | undefined {
  return partitionsNamed(simulated, name)[0]?.state;
}

/** What a client is shown of the partition. */
export async function shownOf({ host }: ComputeHost, uuid: PartitionUuid = partition) {
  const { values } = await readLogicalPartition(
    host.session,
    { system: host.system, partition: uuid },
    noSignal,
  );
  return values;
}

/** VLANs of its client network adapters. */
export async function adaptersOf({ host }: ComputeHost, uuid: PartitionUuid = partition) {
  const place = { system: host.system, partition: uuid };
  const adapters = await readClientNetworkAdapters(host.session, place, noSignal);
  return adapters.map(({ values }) => values.portVlanId);
}

/** `NAME state` of the records. */
export async function partitionRecordsOf({ records }: ComputeHost): Promise<readonly string[]> {
  const all = await records.partitions.list({}, noSignal);
  return all.map(({ spec, state }) => `${spec.name} ${state}`);
}

/** Changes that the platform was asked for, not counting what follows jobs. */
export function changesOf({ requests }: Pick<SimulatedHost, 'requests'>): readonly string[] {
  return Object.keys(requests()).filter(
    (shape) => !shape.startsWith('GET ') && !/Logon|\/jobs\//.test(shape),
  );
}

export async function hostErrorOf(act: Promise<unknown>): Promise<HostError> {
  const failure = await act.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof HostError) return failure;
  throw new Error(`expected a HostError, got ${String(failure)}`);
}
