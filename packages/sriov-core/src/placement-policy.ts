import type { RequestClass } from './vnic-request.ts';

/** What is set from outside for every decision on a host. */
export interface PlacementPolicy {
  readonly limits?: VnicLimits | undefined;
  /** What later requests may look like, to keep room for them; `usualClasses` unless given. */
  readonly classes?: readonly RequestClass[] | undefined;
}

/** What a platform allows beyond the figures that it tells: set by who knows it, not limited unless given (sriov-rules [?]). */
export interface VnicLimits {
  readonly vnicsPerPartition?: number | undefined;
  /** Each backing device has a vNIC server on the VIOS behind it. */
  readonly vnicServersPerVios?: number | undefined;
}
