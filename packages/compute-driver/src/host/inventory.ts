import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  countDevices,
  deepFreeze,
  type HostSnapshot,
  type ViosSnapshot,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type { SystemPart } from '@powervm-sriov/vif-drivers';
import { partitionKey } from './partition-key.ts';
import type { PartitionView } from './partition-view.ts';

/**
 * What is known of a host, and what we changed on it ourselves, as one snapshot. An answer that arrives after a change
 * of ours may have been made before it; so each read begins with a {@link ReadMark}, and what changed since then is
 * laid over its result. Counting a vNIC twice for a while is harmless, and the next read ends it, which is due at once
 * (change-gate.ts); missing one is not, so what goes away is not taken off figures that may lack it already.
 */
export interface Inventory {
  snapshot(): HostSnapshot;
  /** Counts the snapshots: another number, another snapshot. */
  version(): number;
  partition(uuid: PartitionUuid): PartitionView | undefined;
  vnicsOf(partition: PartitionUuid): readonly VnicSnapshot[];
  beginRead(): ReadMark;
  takeSystem(read: SystemPart, origin: FiguresOrigin): void;
  takeVioses(vioses: readonly ViosSnapshot[]): void;
  /** All partitions of the system: those not among them are gone. Answers these. */
  takePartitions(partitions: readonly PartitionView[]): readonly PartitionUuid[];
  takePartition(partition: PartitionView): void;
  takeVnics(partition: PartitionUuid, vnics: readonly VnicSnapshot[], mark: ReadMark): void;
  /** The same of a look at the vNICs alone: those unknown before are counted on their ports, too. */
  takeLook(partition: PartitionUuid, vnics: readonly VnicSnapshot[], mark: ReadMark): void;
  /** The platform does not know the partition any more. */
  dropPartition(partition: PartitionUuid): void;
  /** Created by us; counted although a read may have shown it before its answer came, which counts nothing. */
  applyVnic(vnic: VnicSnapshot): void;
  /** Its devices were changed by us, from what they were when that was sent. */
  replaceVnic(before: VnicSnapshot, after: VnicSnapshot): void;
  forgetVnic(vnic: VnicSnapshot): void;
}

/** The moment a read began; given back with its result, or with `end` when there is none. */
export interface ReadMark {
  readonly since: number;
  end(): void;
}

interface FiguresOrigin {
  readonly mark: ReadMark;
  /** A change of ours was under way while they were read: they may show its effect before its answer has come. */
  readonly isBlurred: boolean;
}

interface OwnChange {
  readonly kind: 'applied' | 'forgotten';
  readonly at: number;
  readonly vnic: VnicSnapshot;
}

/** Begins with the system alone: its VIOSes, partitions and vNICs are not known yet. */
export function createInventory(initial: SystemPart): Inventory {
  let system = initial;
  let vioses: readonly ViosSnapshot[] = [];
  let partitions = new Map<string, PartitionView>();
  const vnicsOf = new Map<string, readonly VnicSnapshot[]>();
  const marks = new Set<ReadMark>();
  let changes: OwnChange[] = [];
  let isBlurred = false;
  let moment = 0;
  let current: HostSnapshot | undefined;
  let version = 1;

  const changed = (): void => {
    current = undefined;
    version += 1;
  };
  const record = (kind: OwnChange['kind'], vnic: VnicSnapshot): void => {
    moment += 1;
    if (marks.size > 0) changes.push({ kind, at: moment, vnic });
    changed();
  };
  const changesSince = ({ since }: ReadMark): readonly OwnChange[] => changes.filter(({ at }) => at > since);
  const ofPartition = (partition: PartitionUuid): readonly VnicSnapshot[] =>
    vnicsOf.get(partitionKey(partition)) ?? [];
  const count = (vnic: VnicSnapshot, change: 'added' | 'removed'): void => {
    if (change === 'removed' && isBlurred) return;
    system = { ...system, adapters: countDevices(system.adapters, vnic.devices, change) };
  };
  const takeVnics = (partition: PartitionUuid, read: readonly VnicSnapshot[], mark: ReadMark): void => {
    const here = changesSince(mark).filter(({ vnic }) => sameUuid(vnic.partitionUuid, partition));
    const vnics = here.reduce<readonly VnicSnapshot[]>((known, { kind, vnic }) => {
      const others = known.filter(({ mac }) => mac !== vnic.mac);
      return kind === 'applied' ? [...others, vnic] : others;
    }, read);
    vnicsOf.set(partitionKey(partition), vnics);
    changed();
  };

  const apply = (vnic: VnicSnapshot): void => {
    const others = ofPartition(vnic.partitionUuid).filter(({ mac }) => mac !== vnic.mac);
    vnicsOf.set(partitionKey(vnic.partitionUuid), [...others, vnic]);
    count(vnic, 'added');
    record('applied', vnic);
  };

  return {
    snapshot() {
      current ??= deepFreeze({
        ...system,
        vioses,
        partitions: [...partitions.values()].map(({ snapshot }) => snapshot),
        vnics: [...vnicsOf.values()].flat(),
      });
      return current;
    },
    version: () => version,
    partition: (uuid) => partitions.get(partitionKey(uuid)),
    vnicsOf: ofPartition,
    beginRead() {
      const mark: ReadMark = {
        since: moment,
        end: () => {
          marks.delete(mark);
          if (marks.size === 0) changes = [];
        },
      };
      marks.add(mark);
      return mark;
    },
    takeSystem(read, origin) {
      system = read;
      isBlurred = origin.isBlurred;
      for (const { kind, vnic } of changesSince(origin.mark)) if (kind === 'applied') count(vnic, 'added');
      changed();
    },
    takeVioses(read) {
      vioses = read;
      changed();
    },
    takePartitions(read) {
      const before = [...partitions.values()];
      partitions = new Map(read.map((each) => [partitionKey(each.snapshot.uuid), each]));
      for (const key of vnicsOf.keys()) if (!partitions.has(key)) vnicsOf.delete(key);
      changed();
      return before
        .map(({ snapshot }) => snapshot.uuid)
        .filter((uuid) => !partitions.has(partitionKey(uuid)));
    },
    takePartition(partition) {
      partitions.set(partitionKey(partition.snapshot.uuid), partition);
      changed();
    },
    takeVnics,
    takeLook(partition, read, mark) {
      const known = new Set(ofPartition(partition).map(({ mac }) => mac));
      takeVnics(partition, read, mark);
      for (const vnic of ofPartition(partition)) if (!known.has(vnic.mac)) count(vnic, 'added');
    },
    dropPartition(partition) {
      partitions.delete(partitionKey(partition));
      vnicsOf.delete(partitionKey(partition));
      changed();
    },
    applyVnic: apply,
    replaceVnic(before, after) {
      count(before, 'removed');
      apply(after);
    },
    forgetVnic(vnic) {
      const known = ofPartition(vnic.partitionUuid);
      const before = known.find(({ mac }) => mac === vnic.mac);
      if (before === undefined) return;
      count(before, 'removed');
      vnicsOf.set(
        partitionKey(vnic.partitionUuid),
        known.filter((each) => each !== before),
      );
      record('forgotten', vnic);
    },
  };
}
