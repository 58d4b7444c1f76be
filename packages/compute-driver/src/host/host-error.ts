export type HostErrorCode =
  /** The console has no such system, or several and none was named. */
  | 'SYSTEM_UNKNOWN'
  | 'PORT_UNKNOWN'
  /** The port has logical ports, or vNICs that its label steers. */
  | 'PORT_IN_USE'
  /** Beyond what the port or its adapter has. */
  | 'PORT_SETTING_INVALID'
  | 'ADAPTER_UNKNOWN'
  /** The adapter carries logical ports, or its slot belongs to a partition. */
  | 'ADAPTER_IN_USE'
  /** The adapter did not become ready in time. */
  | 'ADAPTER_NOT_READY'
  /** The store has no room for another record; reading and removing go on. */
  | 'STORE_FULL'
  | 'STORE_FAILED'
  /** What the store holds is not a record. */
  | 'STORE_DAMAGED'
  /** Another program changes this system. */
  | 'HOST_LOCKED'
  /** The record says otherwise: the same MAC was asked for with other properties. */
  | 'RECORD_DIFFERS'
  /** What is known of the host has a gap or is too old to act on. */
  | 'VIEW_UNKNOWN'
  | 'PARTITION_UNKNOWN'
  | 'PARTITION_EXISTS'
  | 'PARTITION_SPEC_INVALID'
  /** Not created by us, or a VIOS or management partition: it is not ours to delete or rebuild. */
  | 'PARTITION_NOT_OURS'
  /** Not in a state in which this can be done: booting, shutting down, migrating, running. */
  | 'PARTITION_NOT_READY'
  /** It is defined, and not all that belongs to it is there. */
  | 'PARTITION_INCOMPLETE'
  /** It failed, and not all that it had done could be undone; the explanation names what is left. */
  | 'UNDO_INCOMPLETE'
  /** Several vNICs were not removed; the explanation has a line for each. */
  | 'UNPLUG_INCOMPLETE'
  /** The plan that was approved is not the one that would be made now. */
  | 'PLAN_OUTDATED'
  /** A device stays, because those that would be left do not work yet. */
  | 'REDUNDANCY_AT_RISK'
  | 'VIOS_UNKNOWN'
  | 'MIGRATION_UNKNOWN'
  /** A migration of this partition has not finished. */
  | 'MIGRATION_UNDER_WAY'
  /** The target or the source is not fit; the explanation lists every reason. */
  | 'MIGRATION_REFUSED'
  /** The step does not follow from the phase that the migration is in. */
  | 'MIGRATION_PHASE'
  | 'MIGRATION_FAILED'
  /** Nobody has shown or stated that the source is off. */
  | 'NOT_FENCED';

/** What failed, on what, why, and what to do, in one line; `code` decides, never the words. */
export class HostError extends Error {
  override readonly name = 'HostError';

  /** Lines that say more to a person who asks: each reason of a refusal. */
  readonly explanation: readonly string[];

  constructor(
    readonly code: HostErrorCode,
    message: string,
    { cause, explanation = [] }: { readonly cause?: unknown; readonly explanation?: readonly string[] } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.explanation = explanation;
  }
}
