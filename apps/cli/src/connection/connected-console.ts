import type { ManagedHosts } from '@powervm-sriov/compute-driver';

/** A console that a command works with, real or simulated. */
export interface ConnectedConsole {
  readonly hosts: ManagedHosts;
  /** What is simulated, in a line for people; undefined for a real console. */
  readonly simulated: string | undefined;
  /** The managed system that the hosts file names for this console. */
  readonly managedSystem: string | undefined;
  close(): Promise<void>;
}
