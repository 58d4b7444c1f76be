import { X509Certificate } from 'node:crypto';
import {
  parseWorld,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  VirtualClock,
} from '@powervm-sriov/powervm-simulator';
import {
  type BackingDeviceChange,
  type Clock,
  openSession,
  pushEvent,
  type Transport,
} from '@powervm-sriov/pypowervm-ts';
import {
  type MacAddress,
  type PartitionUuid,
  parseMacAddress,
  parsePartitionUuid,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, VnicRequest } from '@powervm-sriov/sriov-core';
import { onTestFinished, vi } from 'vitest';
import { type Host, openHost, watchHosts } from '../src/index.ts';

export interface SimulatedHost {
  readonly simulator: Simulator;
  readonly host: Host;
  /** Another client of the same console, as a restarted process or a colleague would be. */
  readonly open: () => Promise<Host>;
  readonly partition: (name: string) => PartitionUuid;
  /** Keeps the host's view up to date by the console's events alone, until the test ends. */
  readonly watch: (...hosts: readonly Host[]) => Promise<void>;
  /** Resolves when all events so far have been taken. */
  readonly quiet: () => Promise<void>;
  /** Requests since the counters were reset, without those for events. */
  readonly requests: () => Readonly<Record<string, number>>;
  /** Answers that were no success, in process: method, path and status. That a thing is not there is none. */
  readonly refusals: () => readonly string[];
}

export interface SimulatedHostOptions extends SimulatorOptions {
  /** Milliseconds; 0 makes every decision read the platform first. */
  readonly maximumAge?: number;
  /** Needed where the world has several. */
  readonly system?: string;
  readonly backingDeviceChange?: BackingDeviceChange;
  /** Stands between client and console, in process. */
  readonly through?: (road: Transport) => Transport;
}

/** A host on an embedded simulator, over the in-process transport unless it listens; closed when the test ends. */
export async function simulatedHost({
  maximumAge,
  system,
  backingDeviceChange,
  through = (road) => road,
  ...options
}: SimulatedHostOptions = {}): Promise<SimulatedHost> {
  const simulator = await startSimulator(options);
  const { user, password } = simulator;
  onTestFinished(() => simulator.close());
  const refusals: string[] = [];
  const reachable = { ...simulator, transport: through(simulator.transport) };
  const address = addressOf(reachable, (refusal) => refusals.push(refusal));
  const open = async (): Promise<Host> => {
    const session = await openSession({
      ...address,
      credentials: { user, password },
      clock: hastyClock(options.clock),
      ...(backingDeviceChange === undefined ? {} : { backingDeviceChange }),
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
  const host = await open();
  return {
    simulator,
    open,
    host,
    partition: (name) => partitionOf(simulator, name),
    watch: async (...hosts) => {
      watchUntilTestEnds(hosts.length === 0 ? [host] : hosts);
      await vi.waitFor(() => expectPolls(simulator, 2), patience);
    },
    quiet: () => letEventsPass(simulator, host),
    requests: () => {
      const all = Object.entries(simulator.control.counters().requests);
      return Object.fromEntries(all.filter(([shape]) => !shape.endsWith('/Event')));
    },
    refusals: () => refusals,
  };
}

/** Over TLS where the simulator listens, else in process. */
function addressOf({ url, ca, transport }: Simulator, onRefusal: (refusal: string) => void) {
  if (url === undefined || ca === undefined) return { transport: overheard(transport, onRefusal) };
  const sha256 = new X509Certificate(ca).fingerprint256;
  return { url, tls: { verify: 'fingerprint', sha256 } } as const;
}

function overheard(transport: Transport, onRefusal: (refusal: string) => void): Transport {
  return async (request, signal) => {
    const answer = await transport(request, signal);
    const isAbsent = answer.status === 404 && request.method === 'GET';
    if (answer.status >= 400 && !isAbsent) onRefusal(`${request.method} ${request.path}: ${answer.status}`);
    return answer;
  };
}

const patience = { timeout: 20_000, interval: 10 };

function watchUntilTestEnds(hosts: readonly Host[]): void {
  const [{ session } = missing()] = hosts;
  const ending = new AbortController();
  const watching = watchHosts({ session, hosts, rereadEvery: deadline }, ending.signal);
  onTestFinished(async () => {
    ending.abort();
    await watching;
  });
}

/** A second custom event is taken only when all that came before the first has been read and acted upon. */
async function letEventsPass(simulator: Simulator, host: Host): Promise<void> {
  for (const data of ['first', 'second']) {
    const polls = pollsOf(simulator);
    await pushEvent(host.session, { data, detail: '' }, noSignal);
    await vi.waitFor(() => expectPolls(simulator, polls + 1), patience);
  }
}

function expectPolls(simulator: Simulator, least: number): void {
  if (pollsOf(simulator) < least) throw new Error(`fewer than ${least} polls for events so far`);
}

function pollsOf(simulator: Simulator): number {
  return simulator.control.counters().requests['GET /rest/api/uom/Event'] ?? 0;
}

function missing(): never {
  throw new Error('there is no host to watch');
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

/** What a snapshot says, in an order that does not depend on how it was learnt. */
export function contentOf(snapshot: HostSnapshot): HostSnapshot {
  return {
    ...snapshot,
    vnics: snapshot.vnics.toSorted((left, right) => left.mac.localeCompare(right.mac)),
    partitions: snapshot.partitions.toSorted((left, right) => left.partitionId - right.partitionId),
  };
}

/** Where a console has a partition's vNICs, as the simulator counts requests. */
export const vnicsPath = {
  novalink: '/rest/api/uom/LogicalPartition/{id}/VirtualNICDedicated',
  hmc: '/rest/api/uom/ManagedSystem/{id}/LogicalPartition/{id}/VirtualNICDedicated',
} as const;

export function macOf(index: number): MacAddress {
  return parseMacAddress(`fa163e${index.toString(16).padStart(6, '0')}`);
}

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

/** Two adapters of two ports with two logical ports each: room for four redundant vNICs. */
export const fourPlaces = parseWorld(
  `
name: four-places
systems:
  - name: four-places
    adapters:
      - { preset: roce-2-port, count: 2, slot: P1-C8, ports: [{ label: prod_net, maxLogicalPorts: 2 }, { label: prod_net, maxLogicalPorts: 2 }] }
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }]
`,
  'four-places',
);
