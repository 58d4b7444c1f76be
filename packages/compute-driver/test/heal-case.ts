import { parseWorld, type Simulator, startSimulator, VirtualClock } from '@powervm-sriov/powervm-simulator';
import {
  type BackingDeviceChange,
  type Clock,
  openSession,
  type RestRequest,
} from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Loss, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { onTestFinished } from 'vitest';
import {
  type ComputeHost,
  createComputeHost,
  type HealReport,
  memoryRecordStore,
  openHost,
  plugVifs,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import { noSignal } from './simulated-host.ts';

export interface Way {
  readonly personality: 'novalink' | 'hmc';
  readonly change: BackingDeviceChange;
}

/** Every way that a console may have of changing the devices of a vNIC. */
export const ways: readonly Way[] = [
  { personality: 'novalink', change: 'rest' },
  { personality: 'hmc', change: 'rest' },
  { personality: 'hmc', change: 'cli' },
  { personality: 'novalink', change: 'none' },
];

export const liveWays: readonly Way[] = ways.filter(({ change }) => change !== 'none');

export interface HealCase {
  readonly simulator: Simulator;
  readonly compute: ComputeHost;
  readonly clock: VirtualClock;
  readonly partition: (name: string) => PartitionUuid;
  /** Lets minutes pass, on the platform too. */
  readonly pass: (minutes: number) => void;
  /** Fewest working devices that each vNIC had at any request since the last call, by MAC. */
  readonly fewest: () => Readonly<Record<string, number>>;
  /** Requests other than GET since the last call. */
  readonly changes: () => readonly string[];
  /** What a restarted process has. */
  readonly restart: () => Promise<ComputeHost>;
}

export interface HealCaseOptions extends Partial<Way> {
  readonly adapters?: number;
  readonly portsOf?: 'roce-2-port';
  /** vNICs of redundancy 2 on lpar1. */
  readonly vnics?: number;
}

/** Some cards of two ports and two VIOSes on a virtual clock; what the platform truly has is looked at after every change. */
export async function healCase({
  personality = 'hmc',
  change = 'cli',
  adapters = 3,
  vnics = 1,
}: HealCaseOptions = {}): Promise<HealCase> {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ world: worldOf(adapters, change), personality, clock });
  onTestFinished(() => simulator.close());
  const audit = auditOf(simulator);
  const records = memoryRecordStore();
  const open = async (): Promise<ComputeHost> => {
    const { user, password } = simulator;
    const session = await openSession({
      transport: async (request, signal) => {
        const answer = await simulator.transport(request, signal);
        audit.look(request);
        return answer;
      },
      credentials: { user, password },
      clock: clockOn(clock),
      backingDeviceChange: change,
    });
    onTestFinished(() => session.close());
    const host = await openHost({ session }, noSignal);
    return createComputeHost({ host, records, askedBy: 'nova', wallClock: () => new Date(0) });
  };
  const compute = await open();
  const partition = (name: string) => partitionOf(simulator, name);
  const bindings = Array.from({ length: vnics }, (_, index) => bindingOf(index + 1));
  await plugVifs(compute, { partition: partition('lpar1'), bindings }, noSignal);
  audit.fewest();
  audit.changes();
  return {
    simulator,
    compute,
    clock,
    partition,
    pass: (minutes) => clock.advance(minutes * 60_000),
    fewest: audit.fewest,
    changes: audit.changes,
    restart: open,
  };
}

function worldOf(adapters: number, change: BackingDeviceChange) {
  return parseWorld(
    `
name: wards
switches: { backingDeviceChange: ${change} }
systems:
  - name: wards
    adapters: [{ preset: roce-2-port, count: ${adapters}, slot: P1-C2, label: prod_net }]
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }, { name: lpar2 }]
`,
    'wards',
  );
}

/** The simulator's own time; whoever sleeps makes it pass. */
function clockOn(clock: VirtualClock): Clock {
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const given = () => reject(new Error('given up', { cause: signal.reason }));
        if (signal.aborted) return given();
        signal.addEventListener('abort', given, { once: true });
        if (milliseconds >= deadline) return;
        setImmediate(() => {
          if (!signal.aborted) clock.advance(milliseconds);
          resolve();
        });
      }),
  };
}

/** Milliseconds; whoever sets himself one never reaches it. */
const deadline = 100_000;

function auditOf(simulator: Simulator) {
  let lows = new Map<string, number>();
  let made: string[] = [];
  return {
    look({ method, path }: RestRequest) {
      if (method !== 'GET' && !path.endsWith('/Logon')) made.push(`${method} ${path}`);
      for (const { mac, backingDevices } of vnicsIn(simulator)) {
        const works = backingDevices.filter(({ status }) => status === 'OPERATIONAL').length;
        lows.set(mac, Math.min(works, lows.get(mac) ?? works));
      }
    },
    fewest() {
      const seen = Object.fromEntries([...lows].toSorted(([left], [right]) => (left < right ? -1 : 1)));
      lows = new Map();
      return seen;
    },
    changes() {
      const seen = made;
      made = [];
      return seen;
    },
  };
}

export function vnicsIn(simulator: Simulator) {
  return simulator.control.state().systems.flatMap(({ vnics }) => vnics);
}

/** Where the devices of a vNIC truly are: `C2-T1 vios1 OPERATIONAL`, the active one with a star, in the order of failover. */
export function devicesOf({ simulator }: Pick<HealCase, 'simulator'>, mac: string): readonly string[] {
  const found = vnicsIn(simulator).find((vnic) => vnic.mac === mac);
  const devices = (found?.backingDevices ?? []).toSorted((left, right) => left.priority - right.priority);
  return devices.map(({ location, vios, status, isActive }) => {
    const port = location?.split('-').slice(-2).join('-') ?? 'nowhere';
    return `${isActive ? '*' : ''}${port} ${vios} ${status}`;
  });
}

/** The adapter, or VIOS, that carries the traffic of a vNIC. */
export function activePlace({ compute }: Pick<HealCase, 'compute'>, mac: string) {
  const { vnics, adapters } = compute.host.snapshot();
  const device = vnics.find((vnic) => vnic.mac === mac)?.devices.find(({ isActive }) => isActive === true);
  const adapter = adapters.find(({ adapterId }) => adapterId === device?.adapterId);
  if (device === undefined || adapter === undefined) throw new Error(`vNIC ${mac} has an active device`);
  return {
    location: adapter.location,
    adapter: { kind: 'adapter', location: adapter.location } satisfies Loss,
    vios: { kind: 'vios', uuid: device.viosUuid } satisfies Loss,
  };
}

export function viosName({ compute }: Pick<HealCase, 'compute'>, place: Loss & { kind: 'vios' }): string {
  const found = compute.host.snapshot().vioses.find(({ uuid }) => uuid === place.uuid);
  return found?.name ?? place.uuid;
}

/** The view after a look, as a newcomer would have it. */
export async function look({ compute }: Pick<HealCase, 'compute'>): Promise<readonly VnicSnapshot[]> {
  await compute.host.refresh(noSignal);
  return compute.host.snapshot().vnics;
}

export function kindsOf({ findings }: HealReport): readonly string[] {
  return [...new Set(findings.map(({ fault }) => fault.kind))].toSorted();
}

export function holdsOf({ proposals }: HealReport): readonly (string | undefined)[] {
  return proposals.map(({ hold }) => hold?.kind);
}

export function outcomesOf({ acts }: HealReport): readonly string[] {
  return acts.map(({ outcome, error }) => (error === undefined ? outcome : `${outcome}: ${error.message}`));
}

function partitionOf(simulator: Simulator, name: string): PartitionUuid {
  const partitions = simulator.control.state().systems.flatMap((system) => system.partitions);
  const found = partitions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the world has no partition ${name}`);
  return parsePartitionUuid(found.uuid);
}
