import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { namePartition, type PartitionSnapshot, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { ChangeGate } from './change-gate.ts';
import { findMoved } from './find-moved.ts';
import { type Freshness, type Part, stateOf, vnicsOf } from './freshness.ts';
import type { Inventory, ReadMark } from './inventory.ts';
import { neverAborted } from './never-aborted.ts';
import type { PartitionView } from './partition-view.ts';
import type { Found, HostReader } from './read-host.ts';
import { sharedRead } from './shared-read.ts';

/** Brings one part of the view up to date. */
export interface PartReader {
  read(part: Part, signal: AbortSignal): Promise<void>;
  /** The vNICs that a partition has right now, read whatever is known; none when it is proven to be gone. */
  lookAgain(partition: PartitionUuid, signal: AbortSignal): Promise<readonly VnicSnapshot[]>;
}

export interface PartReaderParts {
  readonly reader: HostReader;
  readonly inventory: Inventory;
  readonly fresh: Freshness;
  readonly gate: Pick<ChangeGate, 'watch' | 'after'>;
  /** The vNICs of the partition are known to be as they were read, whatever was sent before. */
  readonly onVnicsKnown: (partition: PartitionUuid) => void;
}

export function createPartReader(parts: PartReaderParts): PartReader {
  const { reader, inventory, fresh, gate, onVnicsKnown } = parts;

  /** One read, from its beginning to the view; an answer that a later read has overtaken is dropped. */
  const read = async <Value>(
    part: Part,
    ask: () => Promise<Found<Value>>,
    take: (value: Value, mark: ReadMark) => void,
  ): Promise<void> => {
    const [start, mark] = [fresh.begin(), inventory.beginRead()];
    try {
      const found = await ask();
      if (!fresh.take(part, start) || found.kind === 'unchanged') return;
      take(found.value, mark);
      found.taken();
    } finally {
      mark.end();
    }
  };

  /** Figures that may count a change of ours twice are due again when it has ended. */
  const readSystem = sharedRead(() => {
    const hasChanged = gate.watch();
    return read(
      'system',
      () => reader.system(neverAborted),
      (system, mark) => {
        const isBlurred = hasChanged();
        takeFigures(parts, () => inventory.takeSystem(system, { mark, isBlurred }));
        if (isBlurred) gate.after(() => fresh.mark('system'));
      },
    );
  });
  const readVioses = sharedRead(() =>
    read(
      'vioses',
      () => reader.vioses(neverAborted),
      (vioses) => takeFigures(parts, () => inventory.takeVioses(vioses)),
    ),
  );
  const readPartitions = sharedRead(async () => {
    const start = fresh.begin();
    await read(
      'partitions',
      () => reader.partitions(neverAborted),
      (found) => takePartitions(parts, found),
    );
    for (const { uuid } of inventory.snapshot().partitions) fresh.take(stateOf(uuid), start);
  });
  const readState = (partition: PartitionUuid, signal: AbortSignal): Promise<void> =>
    read(
      stateOf(partition),
      () => reader.partition(partition, signal),
      // Only the feed of all partitions compares etags, so that it does not miss what this read has seen.
      (found) =>
        inventory.takePartition({ ...found, etag: inventory.partition(partition)?.etag ?? found.etag }),
    );
  const readVnics = async (partition: PartitionUuid, signal: AbortSignal): Promise<void> => {
    await read(
      vnicsOf(partition),
      () => reader.vnics(partition, signal),
      (vnics, mark) => inventory.takeVnics(partition, vnics, mark),
    );
    if (!fresh.isDue(vnicsOf(partition))) onVnicsKnown(partition);
  };

  /** One answer that does not know a partition proves nothing; the list of all of them, read whole and without it, does. */
  const forgetIfGone = async (partition: PartitionUuid, failure: unknown): Promise<void> => {
    if (!isNotFound(failure)) throw failure;
    reader.forgetPartitions();
    await readPartitions();
    const listed = inventory.partition(partition);
    if (listed !== undefined) throw disowned(listed.snapshot, failure);
    forget(parts, partition);
  };
  /** A partition that is gone has none. */
  const vnicsNow = async (
    partition: PartitionUuid,
    signal: AbortSignal,
  ): Promise<readonly VnicSnapshot[]> => {
    try {
      return await reader.vnicsNow(partition, signal);
    } catch (error) {
      await forgetIfGone(partition, error);
      return [];
    }
  };

  return {
    async read(part, signal) {
      if (part === 'system') return await readSystem();
      if (part === 'vioses') return await readVioses();
      if (part === 'partitions') return await readPartitions();
      const partition = part.slice(part.indexOf('/') + 1) as PartitionUuid;
      try {
        await (part.startsWith('state/') ? readState : readVnics)(partition, signal);
      } catch (error) {
        await forgetIfGone(partition, error);
      }
    },
    async lookAgain(partition, signal) {
      const [start, mark] = [fresh.begin(), inventory.beginRead()];
      try {
        const vnics = await vnicsNow(partition, signal);
        if (fresh.take(vnicsOf(partition), start)) inventory.takeLook(partition, vnics, mark);
        reader.forgetVnics(partition);
        reader.forgetSystem();
        fresh.mark('system');
        if (!fresh.isDue(vnicsOf(partition))) onVnicsKnown(partition);
        return vnics;
      } finally {
        mark.end();
      }
    },
  };
}

/** Takes what a document of the host tells, and marks the vNICs that it makes doubtful. */
function takeFigures({ inventory, fresh }: PartReaderParts, take: () => void): void {
  const before = inventory.snapshot();
  take();
  for (const uuid of findMoved(before, inventory.snapshot())) fresh.mark(vnicsOf(uuid));
}

/** A partition whose etag is another one may have other vNICs, too; so has a new one. */
function takePartitions(parts: PartReaderParts, found: readonly PartitionView[]): void {
  const { inventory, fresh, reader } = parts;
  for (const { snapshot, etag } of found) {
    if (inventory.partition(snapshot.uuid)?.etag !== etag) fresh.mark(vnicsOf(snapshot.uuid));
    reader.forgetPartition(snapshot.uuid);
  }
  for (const gone of inventory.takePartitions(found)) forget(parts, gone);
}

/** With the partition its vNICs are gone, and with these their room on the ports is free. */
function forget({ inventory, fresh, reader, onVnicsKnown }: PartReaderParts, partition: PartitionUuid): void {
  inventory.dropPartition(partition);
  fresh.forget(stateOf(partition));
  fresh.forget(vnicsOf(partition));
  fresh.mark('system');
  reader.forgetPartition(partition);
  reader.forgetVnics(partition);
  onVnicsKnown(partition);
}

function isNotFound(error: unknown): error is PowerVmError {
  return error instanceof PowerVmError && error.code === 'NOT_FOUND';
}

function disowned(partition: PartitionSnapshot, cause: PowerVmError): PowerVmError {
  const name = namePartition({ partitions: [partition] }, partition.uuid);
  const what = `the console disowns ${name}, and lists it all the same`;
  return new PowerVmError('NOT_FOUND', `${what}: nobody can tell what it has (${cause.message}); try again`, {
    cause,
  });
}
