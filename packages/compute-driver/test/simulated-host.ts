import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  VirtualClock,
} from '@powervm-sriov/powervm-simulator';
import { type Clock, openSession } from '@powervm-sriov/pypowervm-ts';
import {
  type PartitionUuid,
  parseMacAddress,
  parsePartitionUuid,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicRequest } from '@powervm-sriov/sriov-core';
import { onTestFinished } from 'vitest';
import { type Host, openHost } from '../src/index.ts';

export interface SimulatedHost {
  readonly simulator: Simulator;
  readonly host: Host;
  /** Another client of the same console, as a restarted process or a colleague would be. */
  readonly open: () => Promise<Host>;
  readonly partition: (name: string) => PartitionUuid;
}

export interface SimulatedHostOptions extends SimulatorOptions {
  /** Milliseconds; 0 makes every decision read the platform first. */
  readonly maximumAge?: number;
  /** Needed where the world has several. */
  readonly system?: string;
}

/** A host on an embedded simulator, over the in-process transport; closed when the test ends. */
export async function simulatedHost({
  maximumAge,
  system,
  ...options
}: SimulatedHostOptions = {}): Promise<SimulatedHost> {
  const simulator = await startSimulator(options);
  const { user, password, transport } = simulator;
  onTestFinished(() => simulator.close());
  const open = async (): Promise<Host> => {
    const session = await openSession({
      transport,
      credentials: { user, password },
      clock: hastyClock(options.clock),
    });
    onTestFinished(() => session.close());
    return openHost(
      {
        session,
        ...(maximumAge === undefined ? {} : { maximumAge }),
        ...(system === undefined ? {} : { system }),
      },
      noSignal,
    );
  };
  return { simulator, open, host: await open(), partition: (name) => partitionOf(simulator, name) };
}

export const noSignal: AbortSignal = new AbortController().signal;

function partitionOf(simulator: Simulator, name: string): PartitionUuid {
  const partitions = simulator.control.state().systems.flatMap((system) => system.partitions);
  const found = partitions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the world has no partition ${name}`);
  return parsePartitionUuid(found.uuid);
}

/**
 * Waits between tries pass at once and count all the same, on the simulator's own clock too when that is a virtual one;
 * the long ones are deadlines, which nothing here reaches.
 */
function hastyClock(simulated: SimulatorOptions['clock']): Clock {
  let slept = 0;
  return {
    now: () => performance.now() + slept,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up', { cause: signal.reason })), {
          once: true,
        });
        if (milliseconds >= deadline) return;
        slept += milliseconds;
        if (simulated instanceof VirtualClock) simulated.advance(milliseconds);
        setImmediate(resolve);
      }),
  };
}

const deadline = 100_000;

export function vnicRequest(change: Partial<VnicRequest> = {}): VnicRequest {
  return {
    network: 'prod_net',
    redundancy: 2,
    redundancyPolicy: 'strict',
    capacity: undefined,
    maxCapacity: undefined,
    vlan: parseVlanId(118),
    mac: parseMacAddress('fa:16:3e:0e:f6:ec'),
    ...change,
  };
}
