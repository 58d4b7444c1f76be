import { announceSystemChange } from './announce-system-change.ts';
import { placeOf } from './locate.ts';
import { startAdapter } from './pending-changes.ts';
import type { Platform } from './platform.ts';

/** `location` is the adapter's location code. Its logical ports stay configured, out of function. */
export function failAdapter(platform: Platform, location: string): void {
  const { system, adapter } = placeOf(platform, location);
  if (adapter.mode !== 'Sriov' || adapter.state === 'Failed') return;
  adapter.state = 'Failed';
  announceSystemChange(platform, system, 'SRIOVAdapter.ConfigChange');
}

/** The card comes back as after a firmware update: Initializing first. */
export function returnAdapter(platform: Platform, location: string): void {
  const { system, adapter } = placeOf(platform, location);
  if (adapter.state !== 'Failed') return;
  startAdapter(platform, system, adapter);
  announceSystemChange(platform, system, 'SRIOVAdapter.ConfigChange');
}
