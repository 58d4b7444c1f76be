import { checkMaster, checkNotMigrating } from './check-writable.ts';
import { partitionOf, systemOf } from './locate.ts';
import { expectRmc, forgetRmc } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem } from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

type Target = { readonly system: string; readonly partition: string };

/** HSCL3681 and HSCL1558 say that nothing is left to do; clients take them for success (pypowervm tasks/power.py [R]). */
export function powerOnPartition(platform: Platform, target: Target): void {
  const { system, partition } = locate(platform, target);
  if (partition.state !== 'not activated') {
    throw new PlatformRefusal(400, 'HSCL3681', `Partition ${partition.name} is ${partition.state} already.`);
  }
  partition.state = 'running';
  partition.rmc = 'inactive';
  expectRmc(platform, system, partition);
  report(platform, system, partition);
}

export function powerOffPartition(platform: Platform, target: Target): void {
  const { system, partition } = locate(platform, target);
  if (partition.state === 'not activated') {
    throw new PlatformRefusal(400, 'HSCL1558', `Partition ${partition.name} is not activated.`);
  }
  partition.state = 'not activated';
  partition.rmc = 'inactive';
  forgetRmc(platform, partition.uuid);
  report(platform, system, partition);
}

function locate(platform: Platform, target: Target): { system: ManagedSystem; partition: LogicalPartition } {
  const system = systemOf(platform, target.system);
  const partition = partitionOf(system, target.partition);
  checkMaster(platform, system);
  checkNotMigrating(partition);
  return { system, partition };
}

function report(platform: Platform, system: ManagedSystem, partition: LogicalPartition): void {
  touch(partition);
  platform.announce({
    kind: 'MODIFY',
    path: ['LogicalPartition', partition.uuid],
    details: ['PartitionState', 'Other'],
  });
  settleVnics(platform, system);
}
