import type { Platform } from './platform.ts';
import type { ManagedSystem } from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

/** The document of the system is another one, and what stands on its adapters may be in another state. */
export function announceSystemChange(platform: Platform, system: ManagedSystem, detail: string): void {
  touch(system);
  platform.announce({ kind: 'MODIFY', path: ['ManagedSystem', system.uuid], details: [detail] });
  settleVnics(platform, system);
}
