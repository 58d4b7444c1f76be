import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CordonStore } from '../host/cordon-store.ts';
import type { MigrationKey, MigrationRecord } from './migration-record.ts';
import type { PartitionKey, PartitionRecord } from './partition-record.ts';
import type { VnicKey, VnicRecord } from './vnic-record.ts';

/**
 * Where records outlive a process. A write is durable when it resolves: what was acknowledged survives a kill.
 * Every method throws HostError STORE_FULL, STORE_FAILED or STORE_DAMAGED, which name the store and what to do.
 */
export interface RecordStore {
  readonly vnics: RecordTable<VnicRecord, VnicKey>;
  readonly partitions: RecordTable<PartitionRecord, PartitionKey>;
  readonly migrations: RecordTable<MigrationRecord, MigrationKey>;
  readonly cordons: CordonStore;
  readonly locks: HostLocks;
  close(): Promise<void>;
}

export interface RecordTable<Entry extends Key, Key> {
  /** In the order of their keys; of a migration, `system` is its source or its target. */
  list(filter: RecordFilter, signal: AbortSignal): Promise<readonly Entry[]>;
  find(key: Key, signal: AbortSignal): Promise<Entry | undefined>;
  /** All of them or none; a record with the same key gives way. */
  put(entries: readonly Entry[], signal: AbortSignal): Promise<void>;
  /** Those that are not there are no error. */
  remove(keys: readonly Key[], signal: AbortSignal): Promise<void>;
}

export interface RecordFilter {
  readonly system?: SystemUuid;
  readonly partition?: PartitionUuid;
}

/** One writer per host: a command and an agent on one store never change the same system at once. */
export interface HostLocks {
  /**
   * Holds the system for this program until released, or until its process is gone.
   *
   * @throws HostError HOST_LOCKED naming who holds it.
   */
  hold(request: LockRequest, signal: AbortSignal): Promise<HostLock>;
}

export interface LockRequest {
  readonly system: SystemUuid;
  /** What people call the system, where a console at hand tells. */
  readonly name?: string | undefined;
  /** What others are told while it is held. */
  readonly holder: string;
}

export interface HostLock {
  release(): Promise<void>;
}
