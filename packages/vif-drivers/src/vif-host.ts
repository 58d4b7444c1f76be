import type { Session } from '@powervm-sriov/pypowervm-ts';
import type { MacAddress, PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type {
  Cordon,
  HostSnapshot,
  PlacementPolicy,
  Reservation,
  VnicSnapshot,
} from '@powervm-sriov/sriov-core';

/**
 * A host as drivers see it. Its owner (compute-driver/host) keeps the view, the reservations and the locks; what a
 * driver learns from the platform it hands back with {@link applyVnic}, {@link replaceVnic} and {@link forgetVnic}, so
 * that the next decision reads it without another request.
 */
export interface VifHost {
  readonly session: Session;
  readonly system: SystemUuid;
  /** Runs the work while no other work for this MAC on this partition runs. */
  exclusively<Result>(target: VnicTarget, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
  /**
   * Makes the view of the host and of this partition fit for what is about to be done, and reads what that takes.
   * Resolves with `read` when all of it was asked of the platform just now, with `kept` when some was known well enough.
   */
  freshen(partition: PartitionUuid, demand: ViewDemand, signal: AbortSignal): Promise<'read' | 'kept'>;
  /**
   * Sends a request that changes the platform and takes its effect into the view, all in `send`; a look that is to be
   * `settled` waits for it, and it for the look.
   */
  changing<Result>(send: () => Promise<Result>): Promise<Result>;
  /** The figures of the system are not as the view has them: the next decision reads them first. */
  expireSystem(): void;
  /** The view as it is now; read it in the same synchronous step as {@link reservations}. */
  snapshot(): HostSnapshot;
  reservations(): readonly Reservation[];
  /** Maintenance marks: nothing new is placed there. */
  cordons(): readonly Cordon[];
  /** What its owner set for every decision. */
  readonly placement: PlacementPolicy;
  /** `On`, `Disabled`, ...: whether the profile of the partition follows its changes; undefined when nobody minds. */
  profileSync(partition: PartitionUuid): string | undefined;
  reserve(reservation: Reservation): void;
  /** Drops the reservation, when nothing was created. */
  release(reservation: Reservation): void;
  /**
   * Nobody knows whether what was sent took effect: the partition's view has a gap from now on, and a reservation for
   * this MAC stays until a read has closed it.
   */
  distrust(target: VnicTarget): void;
  /** Asks the platform which vNICs the partition has now; the view takes them over. */
  lookAgain(partition: PartitionUuid, signal: AbortSignal): Promise<readonly VnicSnapshot[]>;
  /** What was created enters the view and its reservation leaves, in one step. */
  applyVnic(vnic: VnicSnapshot): void;
  /** One has other devices now than before the change of them was sent; what is held for further ones stays. */
  replaceVnic(before: VnicSnapshot, after: VnicSnapshot): void;
  forgetVnic(vnic: VnicSnapshot): void;
}

/** What names a vNIC for good: its UUID is derived and may change. */
export interface VnicTarget {
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
}

export type ViewDemand =
  /** No change was missed since it was read, however long ago: enough to remove what is known by name. */
  | 'without-gap'
  /** Nor is it too old: enough to decide from. */
  | 'recent'
  | 'read-now'
  /** Read now, with no change of ours under way that could be counted twice: enough to refuse somebody. */
  | 'settled';
