export type VifErrorCode =
  /** The port binding or VIF is not one that we can act on; nothing was sent. */
  | 'BINDING_INVALID'
  /** No driver is registered for the binding's vif_type. */
  | 'VIF_TYPE_UNKNOWN'
  /** No placement exists; the message names the constraint that binds. */
  | 'PLACEMENT_INFEASIBLE'
  /** The audit found the planner's plan unsound: a defect of ours, stopped before anything was sent. */
  | 'PLAN_UNSOUND'
  /** The partition has a vNIC with this MAC that is not the one asked for. */
  | 'VNIC_DIFFERS'
  /** Another partition of the system has this MAC. */
  | 'MAC_IN_USE'
  /** The virtual slot that was asked for has another device. */
  | 'SLOT_IN_USE'
  | 'PARTITION_UNKNOWN'
  | 'VNIC_UNKNOWN'
  /** This console cannot add or remove backing devices of a vNIC that is there. */
  | 'DEVICE_CHANGE_UNSUPPORTED'
  /** The change is not possible, or would leave the vNIC without a working path. */
  | 'DEVICE_CHANGE_UNSAFE'
  /** Running without what a live change needs (RMC, I/O DLPAR), or in the middle of a migration. */
  | 'PARTITION_NOT_READY'
  /** The other kind of console is the management master of the system. */
  | 'NOT_MASTER'
  /** The operating system of the partition still uses the device. */
  | 'OS_HOLDS_DEVICE'
  /** The platform refused, for its own reason. */
  | 'PLATFORM_REFUSED'
  /** The answer was lost and the platform cannot be asked whether the request took effect. */
  | 'OUTCOME_UNKNOWN'
  /** The caller's signal; the message says what was undone. */
  | 'ABORTED';

/** What failed, on what, why, and what to do, in one line; `code` decides, never the words. */
export class VifError extends Error {
  override readonly name = 'VifError';

  /** Lines that say more to a person who asks: why each port and VIOS was refused. */
  readonly explanation: readonly string[];

  constructor(
    readonly code: VifErrorCode,
    message: string,
    { cause, explanation = [] }: { readonly cause?: unknown; readonly explanation?: readonly string[] } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.explanation = explanation;
  }
}
