import { type ComputeHostSettings, usualSystemStates } from '@powervm-sriov/compute-driver';
import type { ConsoleEntry } from './hosts-file.ts';

/** What the hosts file sets otherwise than usual of what is only remembered of the platform. */
export function settingsOf({
  states_off,
  states_connected,
  start_patience,
}: ConsoleEntry): ComputeHostSettings {
  const { off, connected } = usualSystemStates;
  return {
    systemStates: { off: states_off ?? off, connected: states_connected ?? connected },
    ...(start_patience === undefined ? {} : { startPatience: start_patience * 1_000 }),
  };
}
