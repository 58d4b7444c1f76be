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
  | 'ADAPTER_NOT_READY';

/** What failed, on what, why, and what to do, in one line; `code` decides, never the words. */
export class HostError extends Error {
  override readonly name = 'HostError';

  constructor(
    readonly code: HostErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
