import { placeOf } from './locate.ts';
import { startAdapter } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import type { ManagedSystem } from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

/** `location` is the adapter's location code. Its logical ports stay configured, out of function. */
export function failAdapter(platform: Platform, location: string): void {
  const { system, adapter } = placeOf(platform, location);
  if (adapter.mode !== 'Sriov' || adapter.state === 'Failed') return;
  adapter.state = 'Failed';
  report(platform, system);
}

/** The card comes back as after a firmware update: Initializing first. */
export function returnAdapter(platform: Platform, location: string): void {
  const { system, adapter } = placeOf(platform, location);
  if (adapter.state !== 'Failed') return;
  startAdapter(platform, system, adapter);
  report(platform, system);
}

function report(platform: Platform, system: ManagedSystem): void {
  touch(system);
  platform.announce({
    kind: 'MODIFY',
    path: ['ManagedSystem', system.uuid],
    details: ['SRIOVAdapter.ConfigChange'],
  });
  settleVnics(platform, system);
}
