import type {
  MacAddress,
  PartitionUuid,
  SlotNumber,
  SystemUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';

export interface PartitionKey {
  readonly system: SystemUuid;
  readonly partition: PartitionUuid;
}

/** A partition that we created: only these do we delete, or rebuild elsewhere. */
export interface PartitionRecord extends PartitionKey {
  /** `creating` and `deleting`: meant, and perhaps done. */
  readonly state: 'creating' | 'created' | 'deleting';
  readonly spec: PartitionSpec;
  readonly instance: string | undefined;
  readonly askedBy: string;
  /** Wall-clock time, ISO 8601, for people. */
  readonly changedAt: string;
}

/** What a partition is made from, and made from again on another host. Storage is not ours. */
export interface PartitionSpec {
  /** At most 31 characters of a restricted set (pypowervm util.py [R]). */
  readonly name: string;
  readonly type: 'AIX/Linux' | 'OS400';
  /** Megabytes. */
  readonly memory: Range;
  readonly processors: ProcessorSpec;
  readonly maximumVirtualSlots: number;
  /** A client network adapter on the management switch, without which NovaLink has no RMC to it (nova-powervm vif.py [R]). */
  readonly managementNetwork: boolean;
  /** That adapter as it was made, read back: built again elsewhere the partition has it with the same MAC and slot. */
  readonly managementAdapter?: ManagementAdapter | undefined;
}

export interface ManagementAdapter {
  readonly mac: MacAddress;
  readonly slot: SlotNumber;
}

export type ProcessorSpec =
  | { readonly kind: 'dedicated'; readonly count: Range }
  | {
      readonly kind: 'shared';
      readonly virtual: Range;
      /** Processing units, e.g. 0.5. */
      readonly units: Range;
      /** 0..255; absent means capped. */
      readonly uncappedWeight: number | undefined;
    };

export interface Range {
  readonly minimum: number;
  readonly desired: number;
  readonly maximum: number;
}
