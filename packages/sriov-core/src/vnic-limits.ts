/** What a platform allows beyond the figures that it tells: set by who knows it, not limited unless given (sriov-rules [?]). */
export interface VnicLimits {
  readonly vnicsPerPartition?: number | undefined;
  /** Each backing device has a vNIC server on the VIOS behind it. */
  readonly vnicServersPerVios?: number | undefined;
}
