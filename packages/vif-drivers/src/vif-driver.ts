import type { MacAddress, PartitionUuid, SlotNumber } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicRequest, VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { VifHost } from './vif-host.ts';

/**
 * One way of giving a partition a network device. A driver is a value without state: everything it knows it reads from
 * the {@link VifHost}, everything it changes goes through the host's session and back into the host's inventory.
 */
export interface VifDriver {
  /** Neutron's `binding:vif_type` that this driver serves. */
  readonly vifType: string;
  /**
   * Gives the partition the device asked for. Repeating it yields the same device, never a second.
   *
   * @throws VifError; then the platform is as it was, or the message says what is left.
   */
  plug(host: VifHost, request: PlugRequest, signal: AbortSignal): Promise<PlugResult>;
  /** Takes the device with this MAC away. One that is not there is a success: `absent`, proven by a read. */
  unplug(host: VifHost, request: UnplugRequest, signal: AbortSignal): Promise<UnplugResult>;
}

export interface PlugRequest {
  readonly partition: PartitionUuid;
  readonly vnic: VnicRequest;
  /** The virtual slot that the device had before, so that its operating system knows it again; the console picks unless given. */
  readonly slot?: SlotNumber | undefined;
}

export interface PlugResult {
  /** `created` by this call, or `present`: an earlier plug made the same device. */
  readonly outcome: 'created' | 'present';
  readonly vnic: VnicSnapshot;
  /** True of the vNIC that is there now, and worth knowing. */
  readonly warnings: readonly PlugWarning[];
}

export interface PlugWarning {
  /** The next activation of the partition forgets the vNIC: its profile is not kept in step. */
  readonly code: 'PROFILE_NOT_SYNCHRONISED';
  readonly message: string;
}

export interface UnplugRequest {
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
}

export type UnplugResult =
  | { readonly outcome: 'removed'; readonly vnic: VnicSnapshot }
  | { readonly outcome: 'absent' };
