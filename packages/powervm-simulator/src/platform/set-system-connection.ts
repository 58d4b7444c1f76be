import { systemOf } from './locate.ts';
import type { Platform, PlatformChange } from './platform.ts';
import type { ManagedSystem, PlatformState } from './platform-state.ts';

type Target = { readonly system: string };

/** The system goes on by itself; the console answers what it saw last, and changes nothing. */
export function disconnectSystem(platform: Platform, target: Target): void {
  const system = systemOf(platform, target.system);
  if (system.lastSeen !== undefined) return;
  report(platform, system);
  system.lastSeen = { ...structuredClone(system), state: 'no connection', revision: system.revision + 1 };
}

/** The console sees what has become of the system, under etags that it has not given before. */
export function reconnectSystem(platform: Platform, target: Target): void {
  const system = systemOf(platform, target.system);
  if (system.lastSeen === undefined) return;
  system.revision = Math.max(system.revision, system.lastSeen.revision) + 1;
  delete system.lastSeen;
  report(platform, system);
}

/** The system as its console shows it. */
export function asSeen(system: ManagedSystem): ManagedSystem {
  return system.lastSeen ?? system;
}

/** Whether the console knows nothing of a change, because it has no connection to where it happened. */
export function isUnseen({ systems }: PlatformState, { path }: PlatformChange): boolean {
  const [, uuid] = path;
  return systems.some(
    (system) =>
      system.lastSeen !== undefined &&
      [system, ...system.vioses, ...system.partitions].some((each) => each.uuid === uuid),
  );
}

function report(platform: Platform, { uuid }: ManagedSystem): void {
  platform.announce({ kind: 'MODIFY', path: ['ManagedSystem', uuid], details: ['State', 'Other'] });
}
