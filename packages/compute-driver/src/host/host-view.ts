import type { ResyncReason } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import type { ViewDemand } from '@powervm-sriov/vif-drivers';
import { type Freshness, type Part, stateOf, vnicsOf } from './freshness.ts';
import { inParallel } from './in-parallel.ts';
import type { Inventory } from './inventory.ts';
import type { PartReader } from './part-reader.ts';

/** What is known of a host, and how well. The snapshot is frozen, and stays the last good one while nothing is known. */
export interface ViewState {
  readonly snapshot: HostSnapshot;
  /** Another number, another snapshot. */
  readonly version: number;
  /** Milliseconds since the oldest of the reads began that the figures of the host come from. */
  readonly age: number;
  /** Why the view may have missed changes; undefined when it has not. `POLL_FAILED`: the console is away. */
  readonly gap: ResyncReason | undefined;
}

/** Keeps the inventory in step with the platform: knows what is due, and has it read. */
export interface HostView {
  state(): ViewState;
  isKnown(partition: PartitionUuid): boolean;
  freshen(partition: PartitionUuid, demand: ReadDemand, signal: AbortSignal): Promise<'read' | 'kept'>;
  /** Reads everything: system, VIOSes, partitions, and the vNICs of each. Closes a gap. */
  refresh(signal: AbortSignal): Promise<void>;
  /** Reads what is due. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Reads what no event may tell of: the documents of the host, and in turn the vNICs of some partitions. */
  reread(vnicReads: number, signal: AbortSignal): Promise<void>;
  /** The part may have changed: whoever needs it next reads it first. */
  mark(part: Part): void;
  /** Changes may have been missed, anywhere. */
  openGap(why: ResyncReason): void;
  /** Somebody listens to the console's events: what they do not mark is as it was. */
  setWatched(watched: boolean): void;
}

/** When to read; with which changes under way is for the host to say. */
type ReadDemand = Exclude<ViewDemand, 'settled'>;

export interface HostViewParts {
  readonly reader: PartReader;
  readonly inventory: Inventory;
  readonly fresh: Freshness;
  readonly maximumAge: number;
}

/** One answer can take so long that changes are missed while it is waited for; but who keeps missing them gets an end. */
const mostRounds = 3;

/** Leaves some of a session's eight connections to others while a whole host is read. */
const readsAtOnce = 6;

export function createHostView({ reader, inventory, fresh, maximumAge }: HostViewParts): HostView {
  let gap: { readonly why: ResyncReason } | undefined;
  let watched = false;
  let nextVnics = 0;

  const readHost = (signal: AbortSignal): Promise<unknown> =>
    Promise.all(hostParts.map((part) => reader.read(part, signal)));

  /** Twice, because what a document of the host tells can make vNICs due. */
  const readDue = async (signal: AbortSignal): Promise<void> => {
    for (let round = 1; round <= 2; round += 1) {
      await inParallel(fresh.due(), readsAtOnce, (part) => reader.read(part, signal));
    }
  };

  const isFit = (part: Part, demand: ReadDemand): boolean => {
    if (demand === 'read-now' || fresh.isDue(part)) return false;
    const told = watched && gap === undefined && part.startsWith('vnics/');
    return demand === 'without-gap' || told || fresh.ageOf(part) <= maximumAge;
  };

  const view: HostView = {
    state: () => ({
      snapshot: inventory.snapshot(),
      version: inventory.version(),
      age: Math.max(...hostParts.map(fresh.ageOf)),
      gap: gap?.why,
    }),
    isKnown: (partition) => inventory.partition(partition) !== undefined,
    async freshen(partition, demand, signal) {
      const needed: readonly Part[] = ['system', 'vioses', stateOf(partition), vnicsOf(partition)];
      const unfit = needed.filter((part) => !isFit(part, demand));
      let parts = unfit;
      for (let round = 1; parts.length > 0 && round <= mostRounds; round += 1) {
        await Promise.all(parts.map((part) => reader.read(part, signal)));
        parts = view.isKnown(partition) ? needed.filter(fresh.isDue) : [];
      }
      return unfit.length === needed.length ? 'read' : 'kept';
    },
    async refresh(signal) {
      const closing = gap;
      await readHost(signal);
      const { partitions } = inventory.snapshot();
      await inParallel(partitions, readsAtOnce, ({ uuid }) => reader.read(vnicsOf(uuid), signal));
      if (gap === closing) gap = undefined;
    },
    catchUp: (signal) => (gap === undefined ? readDue(signal) : view.refresh(signal)),
    async reread(vnicReads, signal) {
      if (gap !== undefined) return await view.refresh(signal);
      await readHost(signal);
      const inUse = inventory.snapshot().vnics.map(({ partitionUuid }) => vnicsOf(partitionUuid));
      const parts = [...new Set(inUse)];
      for (const part of take(parts, nextVnics, vnicReads)) fresh.mark(part);
      nextVnics += vnicReads;
      await readDue(signal);
    },
    mark: fresh.mark,
    openGap(why) {
      gap = { why };
      fresh.markAll();
    },
    setWatched(now) {
      watched = now;
    },
  };
  return view;
}

const hostParts = ['system', 'vioses', 'partitions'] as const;

/** So many items from a place on, round and round; all of them when they are fewer. */
function take<Item>(items: readonly Item[], from: number, count: number): readonly Item[] {
  const start = items.length === 0 ? 0 : from % items.length;
  return [...items.slice(start), ...items.slice(0, start)].slice(0, count);
}
