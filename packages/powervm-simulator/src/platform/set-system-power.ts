import { systemOf } from './locate.ts';
import { breakMigration, sidesOf } from './migration/end-migration.ts';
import { startAdapter } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import type { ManagedSystem } from './platform-state.ts';
import { bringUp, takeDown } from './set-partition-power.ts';
import { startVios, stopVios } from './set-vios-power.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

type Target = { readonly system: string };

const off = 'power off';

/** Everything on the system stops at once; what was migrating is to be recovered. */
export function stopSystem(platform: Platform, target: Target): void {
  const system = systemOf(platform, target.system);
  if (system.state === off) return;
  for (const partition of system.partitions) {
    const { migration, uuid } = partition;
    if (migration === undefined) {
      if (partition.state !== 'not activated') takeDown(platform, system, partition);
    } else interruptMigration(platform, { system: system.uuid, partition: uuid });
  }
  for (const { uuid } of system.vioses) stopVios(platform, { system: system.uuid, vios: uuid });
  for (const adapter of system.adapters) {
    if (adapter.state === 'Running' || adapter.state === 'Initializing') adapter.state = 'PoweredOff';
  }
  system.state = off;
  report(platform, system);
}

/** VIOSes come up, of the partitions those that start by themselves. */
export function startSystem(platform: Platform, target: Target): void {
  const system = systemOf(platform, target.system);
  if (system.state !== off) return;
  system.state = 'operating';
  for (const adapter of system.adapters) {
    if (adapter.state === 'PoweredOff') startAdapter(platform, system, adapter);
  }
  for (const vios of system.vioses) {
    if (vios.autoStart) startVios(platform, { system: system.uuid, vios: vios.uuid });
  }
  for (const partition of system.partitions) {
    if (partition.autoStart && partition.state === 'not activated') {
      bringUp(platform, system, { partition, state: 'running' });
    }
  }
  report(platform, system);
}

/** The partition is off where it will be recovered, if that is the side that lost its power. */
function interruptMigration(
  platform: Platform,
  given: { readonly system: string; readonly partition: string },
): void {
  const sides = sidesOf(platform, given);
  const { migration, leaving, arriving } = sides;
  if (sides[migration.recovery?.side ?? 'source'].uuid === given.system) {
    for (const copy of [leaving, arriving]) {
      copy.rmc = 'inactive';
      if (copy.migration !== undefined) copy.migration.before = 'not activated';
    }
  }
  if (migration.recovery !== undefined) return;
  const recovery = { side: 'source', needsForce: false } as const;
  breakMigration(platform, sides, { reason: 'A system lost its power.', recovery });
}

function report(platform: Platform, system: ManagedSystem): void {
  touch(system);
  platform.announce({ kind: 'MODIFY', path: ['ManagedSystem', system.uuid], details: ['State', 'Other'] });
  settleVnics(platform, system);
}
