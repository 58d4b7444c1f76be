import { readManagedSystems, type Session } from '@powervm-sriov/pypowervm-ts';
import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PlacementPolicy } from '@powervm-sriov/sriov-core';
import { type FinishedRecord, finishInterrupted } from '../attach/finish-interrupted.ts';
import { type ComputeHost, type ComputeHostSettings, createComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { openHost } from '../host/open-host.ts';
import { forgetMigrations } from '../migrate/forget-migrations.ts';
import { holdPromisedRoom } from '../migrate/hold-room.ts';
import { type FinishedPartition, finishPartitions } from '../partition/finish-partitions.ts';
import type { RecordStore } from '../records/record-store.ts';
import { systemHolds } from './system-holds.ts';

/** The systems of a console, opened when they are first asked for, and held while they are changed. */
export interface HostAccess {
  readonly records: RecordStore;
  readonly askedBy: string;
  /** By name or UUID; what is known of it may be as old as the first call. */
  open(name: string, signal: AbortSignal): Promise<ComputeHost>;
  /** The same, read by this call. */
  openNow(name: string, signal: AbortSignal): Promise<ComputeHost>;
  /** Undefined where no console at hand manages it. */
  find(system: SystemUuid, signal: AbortSignal): Promise<ComputeHost | undefined>;
  /**
   * Does the work while no other program on these records changes the system; what such a program left half done when it
   * died is finished first.
   *
   * @throws HostError HOST_LOCKED naming who changes it.
   */
  change<Result>(
    name: string,
    signal: AbortSignal,
    work: (compute: ComputeHost) => Promise<Result>,
  ): Promise<Result>;
  /** The same for several systems at once, of which some may be out of reach: those are held by their records alone. */
  changeAll<Result>(
    systems: readonly SystemUuid[],
    signal: AbortSignal,
    work: (computes: readonly ComputeHost[]) => Promise<Result>,
  ): Promise<Result>;
}

/** What a program that is gone had left half way, and what became of it. */
export type Finished =
  | ({ readonly kind: 'vnic' } & FinishedRecord)
  | ({ readonly kind: 'partition' } & FinishedPartition);

export interface HostAccessOptions {
  /** The console, and others whose systems can be the other side of a migration. */
  readonly sessions: readonly [Session, ...Session[]];
  readonly records: RecordStore;
  readonly askedBy: string;
  readonly holder: string;
  readonly placement: PlacementPolicy;
  readonly settings: ComputeHostSettings;
  readonly onFinished: (finished: Finished) => void;
}

export function hostAccess(options: HostAccessOptions): HostAccess {
  const { sessions, records, askedBy, holder, placement, settings, onFinished } = options;
  const opened = new Map<string, ComputeHost>();
  const findSystem = systemFinder(sessions);
  const holds = systemHolds({ locks: records.locks, holder });

  const openFresh = async (name: string, signal: AbortSignal): Promise<ComputeHost> => {
    const { session, system } = await findSystem(name, signal);
    const parts = { session, system, cordons: records.cordons, placement };
    return createComputeHost({ host: await openHost(parts, signal), records, askedBy, ...settings });
  };

  const open = async (name: string, signal: AbortSignal): Promise<ComputeHost> => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const fresh = await openFresh(name, signal);
    // Asked for by another name, or twice at once: there is one host for a system, because it has the reservations.
    const same = [...opened.values()].find(({ host }) => host.system === fresh.host.system) ?? fresh;
    opened.set(name, same);
    return same;
  };

  const prepare = async (compute: ComputeHost, signal: AbortSignal): Promise<void> => {
    await holdPromisedRoom(compute, signal);
    for (const finished of await finishInterrupted(compute, signal))
      onFinished({ kind: 'vnic', ...finished });
    for (const finished of await finishPartitions(compute, signal))
      onFinished({ kind: 'partition', ...finished });
    await forgetMigrations(compute, signal);
  };

  const find = async (system: SystemUuid, signal: AbortSignal): Promise<ComputeHost | undefined> => {
    try {
      return await open(system, signal);
    } catch (error) {
      if (error instanceof HostError && error.code === 'SYSTEM_UNKNOWN') return undefined;
      throw error;
    }
  };

  return {
    records,
    askedBy,
    open,
    find,
    async openNow(name, signal) {
      const isOpen = opened.has(name);
      const compute = await open(name, signal);
      if (isOpen) await compute.host.refresh(signal);
      return compute;
    },
    async change(name, signal, work) {
      const compute = await open(name, signal);
      const held = { name: nameOf(compute), first: () => prepare(compute, signal), signal };
      return await holds.during(compute.host.system, held, () => work(compute));
    },
    changeAll(systems, signal, work) {
      const step = async (
        [system, ...others]: readonly SystemUuid[],
        at: readonly ComputeHost[],
      ): ReturnType<typeof work> => {
        if (system === undefined) return await work(at);
        const compute = await find(system, signal);
        const first = async () => compute && (await prepare(compute, signal));
        const held = { name: compute && nameOf(compute), first, signal };
        const reached = compute === undefined ? at : [...at, compute];
        return await holds.during(system, held, () => step(others, reached));
      };
      // In the same order everywhere; and a system may be both ends.
      return step([...new Set(systems)].toSorted(), []);
    },
  };
}

function nameOf({ host }: ComputeHost): string {
  return host.snapshot().system.name;
}

interface FoundSystem {
  readonly session: Session;
  readonly system: SystemUuid;
}

/** Finds a system on the first console that has it, and lists the systems anew only for one that it did not see before. */
function systemFinder(sessions: HostAccessOptions['sessions']) {
  const seen = new Map<string, FoundSystem>();
  const names = new Set<string>();
  return async (name: string, signal: AbortSignal): Promise<FoundSystem> => {
    const wanted = name.toLowerCase();
    for (const session of seen.has(wanted) ? [] : sessions) {
      for (const { uuid, values } of await readManagedSystems(session, signal)) {
        const { systemName = 'unnamed' } = values;
        names.add(`${systemName} (${uuid})`);
        for (const key of [uuid, systemName]) {
          const known = key.toLowerCase();
          if (!seen.has(known)) seen.set(known, { session, system: uuid });
        }
      }
    }
    const found = seen.get(wanted);
    if (found !== undefined) return found;
    throw new HostError(
      'SYSTEM_UNKNOWN',
      `no system is called ${JSON.stringify(name)}; the console manages: ${[...names].join(', ') || 'none'}`,
    );
  };
}
