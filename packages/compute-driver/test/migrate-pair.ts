import {
  parseWorld,
  type SimulatorOptions,
  startSimulator,
  VirtualClock,
} from '@powervm-sriov/powervm-simulator';
import { type Clock, openSession, type RestResponse, type Transport } from '@powervm-sriov/pypowervm-ts';
import {
  type MacAddress,
  type PartitionUuid,
  parsePartitionUuid,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { onTestFinished } from 'vitest';
import {
  type ComputeHost,
  createComputeHost,
  memoryRecordStore,
  openHost,
  type PartitionSpec,
  plugVifs,
  type RecordStore,
  type RecordTable,
} from '../src/index.ts';
import { bindingOf } from './attach-case.ts';
import { macOf, noSignal } from './simulated-host.ts';

export interface Sides {
  readonly source: ComputeHost;
  readonly target: ComputeHost;
}

export type SimulatedPair = Awaited<ReturnType<typeof simulatedPair>>;

/** Two systems of one HMC, left and right, and the records of what is done there; time passes when somebody waits. */
export async function simulatedPair(options: SimulatorOptions = {}) {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ world: 'pair', clock, ...options });
  onTestFinished(() => simulator.close());
  const records = memoryRecordStore();
  const { user, password } = simulator;

  /** A process: its own session and memory; `life` stands between it and the world. */
  const open = async (askedBy = 'operator test', life: Life = immortal): Promise<Sides> => {
    const session = await openSession({
      transport: mortalTransport(simulator.transport, life),
      credentials: { user, password },
      clock: hastyClock(clock),
    });
    const side = async (system: string): Promise<ComputeHost> =>
      createComputeHost({
        host: await openHost({ session, system, maximumAge: 0 }, noSignal),
        records: mortalRecords(records, life),
        askedBy,
        wallClock: () => new Date(0),
      });
    return { source: await side('left-9009-42A'), target: await side('right-9009-42A') };
  };
  return {
    simulator,
    control: simulator.control,
    clock,
    records,
    open,
    partition: (name: string): PartitionUuid => {
      const all = simulator.control.state().systems.flatMap(({ partitions }) => partitions);
      const found = all.find((each) => each.name === name);
      if (found === undefined) throw new Error(`the world has no partition ${name}`);
      return parsePartitionUuid(found.uuid);
    },
    /** `system partition MAC slot VLAN devices` of every vNIC that truly is there. */
    vnics: (): readonly string[] => {
      const { systems } = simulator.control.state();
      return systems
        .flatMap(({ name, vnics }) =>
          vnics.map(
            ({ partition, mac, slot, portVlanId, backingDevices }) =>
              `${name.slice(0, 5).replace('-', '')} ${partition} ${mac} ${slot} ${portVlanId} ${backingDevices.length}`,
          ),
        )
        .toSorted();
    },
    /** Everything that must be the same after what was rolled back; RMC comes up minutes after a partition does. */
    truth: () => {
      const { systems } = simulator.control.state();
      return systems.map(({ availableMemory, availableProcessors, partitions, vnics, ports }) => ({
        availableMemory,
        availableProcessors,
        partitions: partitions.map(({ rmc: _later, ...partition }) => partition),
        vnics,
        ports,
      }));
    },
    wanted: async (): Promise<readonly string[]> => {
      const all = await records.vnics.list({}, noSignal);
      const names = new Map<string, string>(
        simulator.control.state().systems.map(({ uuid, name }) => [uuid, name.slice(0, 5).replace('-', '')]),
      );
      return all.map(({ system, mac, state }) => `${names.get(system)} ${mac} ${state}`).toSorted();
    },
  };
}

/** Two vNICs on a guest of the source, recorded. */
export async function plugTwo(
  compute: ComputeHost,
  partition: PartitionUuid,
): Promise<readonly MacAddress[]> {
  const bindings = [bindingOf(1), bindingOf(2, { vlan: parseVlanId(119) })];
  await plugVifs(compute, { partition, instance: 'instance-1', bindings }, noSignal);
  return [macOf(1), macOf(2)];
}

/** What counts a process's steps, and ends it. */
export interface Life {
  during<Result>(isChange: boolean, work: () => Promise<Result>): Promise<Result>;
}

const immortal: Life = { during: (_isChange, work) => work() };

/** `killed`: whatever the process awaits it awaits for ever. `cut off`: its console and its store answer no more. */
export type Ending = 'killed' | 'cut off';

export interface EndingLife extends Life {
  /** From now on it makes so many changes, of the platform or the records, and is gone after the next, unanswered. */
  begin(steps: number): void;
  isOver(): boolean;
  /** Resolves when a killed process is dead. */
  readonly over: Promise<void>;
}

export function endingLife(ending: Ending): EndingLife {
  let left = Number.POSITIVE_INFINITY;
  let die = (): void => {};
  const over = new Promise<void>((resolve) => {
    die = resolve;
  });
  const live = async (): Promise<void> => {
    if (left >= 0) return;
    if (ending === 'cut off') throw new Error('cut off');
    die();
    await new Promise<never>(() => {});
  };
  return {
    over,
    isOver: () => left < 0,
    begin(steps) {
      left = steps;
    },
    async during(isChange, work) {
      await live();
      const result = await work();
      if (isChange) left -= 1;
      await live();
      return result;
    },
  };
}

function mortalTransport(transport: Transport, life: Life): Transport {
  return async (request, signal): Promise<RestResponse> => {
    const isChange = request.method !== 'GET' && !request.path.endsWith('/Logon');
    return await life.during(isChange, () => transport(request, signal));
  };
}

const perRecords = new WeakMap<RecordStore, WeakMap<Life, RecordStore>>();

/** One store for each life, so that its hosts share it. */
function mortalRecords(records: RecordStore, life: Life): RecordStore {
  if (life === immortal) return records;
  const known = perRecords.get(records) ?? new WeakMap<Life, RecordStore>();
  perRecords.set(records, known);
  const mortalTable = <Entry extends Key, Key>(table: RecordTable<Entry, Key>): RecordTable<Entry, Key> => ({
    list: (...given) => life.during(false, () => table.list(...given)),
    find: (...given) => life.during(false, () => table.find(...given)),
    put: (...given) => life.during(true, () => table.put(...given)),
    remove: (...given) => life.during(true, () => table.remove(...given)),
  });
  const found = known.get(life) ?? {
    ...records,
    vnics: mortalTable(records.vnics),
    partitions: mortalTable(records.partitions),
    migrations: mortalTable(records.migrations),
  };
  known.set(life, found);
  return found;
}

/** Waits pass at once, and the platform's time with them; deadlines of requests are never reached. */
function hastyClock(simulated: VirtualClock): Clock {
  return {
    now: () => simulated.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const giveUp = (): void => reject(new Error('given up', { cause: signal.reason }));
        signal.addEventListener('abort', giveUp, { once: true });
        if (milliseconds >= 60_000) return;
        simulated.advance(milliseconds);
        setImmediate(resolve);
      }),
  };
}

/** As small as a pair can be: what is read and written again and again is quickly done. */
export const smallPair = parseWorld(
  `
name: small-pair
personality: hmc
systems:
  - name: left-9009-42A
    machine: 9009-42A*78AAAA1
    unit: U78D3.001.WZS0001
    adapters: [{ preset: cna-4-port, slot: P1-C8, ports: [{ label: prod_net, maxLogicalPorts: 8 }, { label: prod_net, maxLogicalPorts: 8 }] }]
    vioses: [{ name: left-vios1 }, { name: left-vios2 }]
    partitions: [{ name: guest1 }, { name: guest2 }, { name: guest3 }]
  - name: right-9009-42A
    machine: 9009-42A*78BBBB2
    unit: U78D3.001.WZS0002
    adapters: [{ preset: cna-4-port, slot: P1-C3, ports: [{ label: prod_net, maxLogicalPorts: 4 }, { label: prod_net, maxLogicalPorts: 4 }] }]
    vioses: [{ name: right-vios1 }, { name: right-vios2 }]
    partitions: [{ name: native }]
`,
  'small-pair',
);

/** Each system of the small pair behind a NovaLink of its own: two consoles, one store. */
export async function simulatedNovaLinks() {
  const records = memoryRecordStore();
  const clock = new VirtualClock();
  const console = async (system: (typeof smallPair.systems)[number] | undefined) => {
    if (system === undefined) throw new Error('the pair has two systems');
    const world = { ...smallPair, name: system.name, personality: 'novalink' as const, systems: [system] };
    const simulator = await startSimulator({ world, clock });
    onTestFinished(() => simulator.close());
    let isAway = false;
    const transport: Transport = async (request, signal) => {
      if (isAway) throw new Error('no route to host');
      return await simulator.transport(request, signal);
    };
    const { user, password } = simulator;
    const open = async (): Promise<ComputeHost> => {
      const options = { transport, credentials: { user, password }, clock: hastyClock(clock) };
      const host = await openHost({ session: await openSession(options), maximumAge: 0 }, noSignal);
      return createComputeHost({ host, records, askedBy: 'operator test', wallClock: () => new Date(0) });
    };
    return {
      simulator,
      open,
      /** The console is dead, and its system may live on. */
      die: () => {
        isAway = true;
      },
      revive: () => {
        isAway = false;
      },
      macs: () =>
        simulator.control
          .state()
          .systems.flatMap(({ vnics }) => vnics.map(({ mac }) => mac))
          .toSorted(),
    };
  };
  return { left: await console(smallPair.systems[0]), right: await console(smallPair.systems[1]), records };
}

/** A partition that is created here, and can be built again. */
export const coldSpec: PartitionSpec = {
  name: 'ours',
  type: 'AIX/Linux',
  memory: { minimum: 1024, desired: 2048, maximum: 4096 },
  processors: {
    kind: 'shared',
    virtual: { minimum: 1, desired: 2, maximum: 4 },
    units: { minimum: 0.1, desired: 0.5, maximum: 2 },
    uncappedWeight: 128,
  },
  maximumVirtualSlots: 64,
  managementNetwork: true,
};
