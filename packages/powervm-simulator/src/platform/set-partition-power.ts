import { unitsOf } from './available-resources.ts';
import { checkRoom } from './change-partition.ts';
import { checkMaster, checkNotMigrating } from './check-writable.ts';
import { partitionOf, systemOf } from './locate.ts';
import { expectRmc, forgetRmc } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem, PartitionState } from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

type Target = { readonly system: string; readonly partition: string };

/** HSCL3681 and HSCL1558 say that nothing is left to do; clients take them for success (pypowervm tasks/power.py [R]). */
export function powerOnPartition(
  platform: Platform,
  target: Target & {
    /** Where the activation stops: in the operating system, or before it for whoever is at the console. */
    readonly upTo?: 'running' | 'open firmware';
  },
): void {
  const { system, partition } = locate(platform, target);
  if (partition.state !== 'not activated') {
    throw new PlatformRefusal(400, 'HSCL3681', `Partition ${partition.name} is ${partition.state} already.`);
  }
  if (system.state === 'power off') {
    throw new PlatformRefusal(400, 'SIM-SYSTEM-OFF', `${system.name} is off; nothing on it is activated.`);
  }
  const { memory, processors } = partition;
  checkRoom(system, partition.name, { memory: memory.desired, processors: unitsOf(processors) });
  bringUp(platform, system, { partition, state: target.upTo ?? 'running' });
}

/** Pulls the plug: whatever the operating system does, the partition is off. */
export function powerOffPartition(platform: Platform, target: Target): void {
  const { system, partition } = locateActive(platform, target);
  takeDown(platform, system, partition);
}

/** What a partition must be like for its operating system to be told to shut down: IBM i hears it without RMC [R]. */
export function checkOsShutdown(platform: Platform, target: Target): void {
  const { partition } = locateActive(platform, target);
  if (partition.type !== 'OS400' && partition.rmc !== 'active') {
    throw new PlatformRefusal(
      400,
      'SIM-RMC-INACTIVE',
      `The operating system of partition ${partition.name} is not told to shut down: its RMC connection is ${partition.rmc}.`,
    );
  }
}

/** Whether the operating system does as it is told; one that does not run has nothing to say. */
export function hasResponsiveOs(platform: Platform, target: Target): boolean {
  const { state, osResponsive } = partitionOf(systemOf(platform, target.system), target.partition);
  return state !== 'running' || osResponsive;
}

/** Tells the operating system to shut down, by RMC or as on a power failure; it may not answer. */
export function endOperatingSystem(platform: Platform, target: Target): void {
  const { system, partition } = locateActive(platform, target);
  if (partition.state === 'running' && !partition.osResponsive) {
    const seconds = platform.state.settings.osShutdownTimeoutMs / 1000;
    throw new PlatformRefusal(
      400,
      'SIM-OS-SHUTDOWN',
      `The operating system of partition ${partition.name} did not shut down within ${seconds} s.`,
    );
  }
  takeDown(platform, system, partition);
}

/** No checks: also when a whole system comes up. */
export function bringUp(
  platform: Platform,
  system: ManagedSystem,
  { partition, state }: { readonly partition: LogicalPartition; readonly state: PartitionState },
): void {
  partition.state = state;
  partition.rmc = 'inactive';
  partition.compatibilityMode = effectiveMode(system, partition);
  if (state === 'running') expectRmc(platform, system, partition);
  report(platform, system, partition);
}

export function takeDown(platform: Platform, system: ManagedSystem, partition: LogicalPartition): void {
  partition.state = 'not activated';
  partition.rmc = 'inactive';
  forgetRmc(platform, system, partition);
  report(platform, system, partition);
}

/** `default` is the newest mode of the system, which lists it last. */
function effectiveMode(
  { processors }: ManagedSystem,
  { pendingCompatibilityMode }: LogicalPartition,
): string {
  if (pendingCompatibilityMode !== 'default') return pendingCompatibilityMode;
  return processors.compatibilityModes.at(-1) ?? pendingCompatibilityMode;
}

function locate(platform: Platform, target: Target): { system: ManagedSystem; partition: LogicalPartition } {
  const system = systemOf(platform, target.system);
  const partition = partitionOf(system, target.partition);
  checkMaster(platform, system);
  checkNotMigrating(partition);
  return { system, partition };
}

function locateActive(platform: Platform, target: Target): ReturnType<typeof locate> {
  const found = locate(platform, target);
  if (found.partition.state !== 'not activated') return found;
  throw new PlatformRefusal(400, 'HSCL1558', `Partition ${found.partition.name} is not activated.`);
}

function report(platform: Platform, system: ManagedSystem, partition: LogicalPartition): void {
  touch(partition, system);
  platform.announce({
    kind: 'MODIFY',
    path: ['LogicalPartition', partition.uuid],
    details: ['PartitionState', 'Other'],
  });
  settleVnics(platform, system);
}
