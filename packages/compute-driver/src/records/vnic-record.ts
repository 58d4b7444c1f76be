import type {
  FailoverPriority,
  MacAddress,
  PartitionUuid,
  SlotNumber,
  SystemUuid,
  VlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicShape } from '@powervm-sriov/sriov-core';

/** What names a vNIC for good, over consoles and restarts: its UUID is derived and may change. */
export interface VnicKey {
  readonly system: SystemUuid;
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
}

/**
 * What somebody asked for, as far as the platform cannot remember it. Written before the request that makes it true, so
 * that whoever finds it after a crash knows what was meant.
 */
export interface VnicRecord extends VnicKey {
  /**
   * `plugging` and `unplugging`: meant, and perhaps done; only the platform knows. `replacing`: wanted as a plugged one,
   * and taken away by ourselves to be made again.
   */
  readonly state: 'plugging' | 'plugged' | 'replacing' | 'unplugging';
  readonly network: string;
  readonly vlan: VlanId;
  /** What was asked for; the vNIC that is there may have less. */
  readonly shape: VnicShape;
  /** Read back from the platform; what a rebuilt partition gets again. */
  readonly slot: SlotNumber | undefined;
  /** Failover priorities in the order of the devices, read back. */
  readonly priorities: readonly FailoverPriority[];
  /** Nova's instance, whose UUID the partition's cannot tell: PowerVM clears its top bit (pypowervm utils/uuid.py [R]). */
  readonly instance: string | undefined;
  /** Neutron's port. */
  readonly portId: string | undefined;
  /** The PCI address that Nova claimed for it. */
  readonly pciSlot: string | undefined;
  /** `nova`, or who asked by hand, e.g. `operator root`; adopted vNICs say who adopted them. */
  readonly askedBy: string;
  /** Wall-clock time, ISO 8601, for people: no decision reads it. */
  readonly changedAt: string;
}

/** Whether somebody was told that the vNIC is there: from then on only who asks for it by name takes it away. */
export function isAcknowledged({ state }: Pick<VnicRecord, 'state'>): boolean {
  return state === 'plugged' || state === 'replacing';
}
