import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { partitionKey } from './partition-key.ts';

/** A part of the view: one document, or one kind of document of one partition (by its key). */
export type Part = 'system' | 'vioses' | 'partitions' | `state/${string}` | `vnics/${string}`;

export function stateOf(partition: PartitionUuid): Part {
  return `state/${partitionKey(partition)}`;
}

export function vnicsOf(partition: PartitionUuid): Part {
  return `vnics/${partitionKey(partition)}`;
}

interface ReadStart {
  readonly moment: number;
  /** Milliseconds of the clock. */
  readonly at: number;
}

/**
 * Which parts of the view are due to be read again, and how old they are. Order counts, not time: a part is due when
 * it was marked after the read began that it comes from.
 */
export interface Freshness {
  begin(): ReadStart;
  /** Whether the answer is news: one to a read that began before the last one taken is out of date. */
  take(part: Part, start: ReadStart): boolean;
  mark(part: Part): void;
  markAll(): void;
  forget(part: Part): void;
  isDue(part: Part): boolean;
  /** Milliseconds since the read began that the part comes from; Infinity for one never read. */
  ageOf(part: Part): number;
  /** All parts that are due, as far as anybody has heard of them. */
  due(): readonly Part[];
}

export function freshness(now: () => number): Freshness {
  const reads = new Map<Part, ReadStart>();
  const marks = new Map<Part, number>();
  let allMarked = 0;
  let moment = 0;

  const isDue = (part: Part): boolean => {
    const read = reads.get(part)?.moment ?? 0;
    return read === 0 || read < allMarked || read < (marks.get(part) ?? 0);
  };

  return {
    begin() {
      moment += 1;
      return { moment, at: now() };
    },
    take(part, start) {
      if (start.moment < (reads.get(part)?.moment ?? 0)) return false;
      reads.set(part, start);
      if (!isDue(part)) marks.delete(part);
      return true;
    },
    mark(part) {
      moment += 1;
      marks.set(part, moment);
    },
    markAll() {
      moment += 1;
      allMarked = moment;
    },
    forget(part) {
      reads.delete(part);
      marks.delete(part);
    },
    isDue,
    ageOf(part) {
      const read = reads.get(part);
      return read === undefined ? Number.POSITIVE_INFINITY : now() - read.at;
    },
    due: () => [...new Set([...reads.keys(), ...marks.keys()])].filter(isDue),
  };
}
