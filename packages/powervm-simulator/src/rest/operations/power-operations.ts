import type { Platform } from '../../platform/platform.ts';
import {
  checkOsShutdown,
  endOperatingSystem,
  hasResponsiveOs,
  powerOffPartition,
  powerOnPartition,
} from '../../platform/set-partition-power.ts';
import { JobException, type ShortOperation } from '../jobs.ts';

type Target = { readonly system: string; readonly partition: string };

/** How a partition boots (pypowervm power_opts.py [R]); in `sms` and `of` it waits for somebody at the console. */
const bootModes: ReadonlyMap<string, 'running' | 'open firmware'> = new Map([
  ['norm', 'running'],
  ['dd', 'running'],
  ['ds', 'running'],
  ['pbl', 'running'],
  ['sms', 'open firmware'],
  ['of', 'open firmware'],
]);

export function powerOnOperation(platform: Platform, target: Target): ShortOperation {
  return {
    run: (parameters) => {
      const mode = parameters.get('bootmode') ?? 'norm';
      const upTo = bootModes.get(mode);
      if (upTo === undefined) {
        throw new JobException(`bootmode ${mode} is not one of ${[...bootModes.keys()].join(', ')}.`);
      }
      powerOnPartition(platform, { ...target, upTo });
      return [];
    },
  };
}

/** Parameters `operation`, `immediate` and `restart` (pypowervm power_opts.py [R]). */
export function powerOffOperation(platform: Platform, target: Target): ShortOperation {
  return {
    lastsMs: (parameters) =>
      !isImmediate(parameters) && !hasResponsiveOs(platform, target)
        ? platform.state.settings.osShutdownTimeoutMs
        : undefined,
    run: (parameters) => {
      const isRestart = parameters.get('restart') === 'true' || parameters.get('operation') === 'dumprestart';
      if (parameters.get('operation') === 'osshutdown') checkOsShutdown(platform, target);
      if (isImmediate(parameters)) powerOffPartition(platform, target);
      else endOperatingSystem(platform, target);
      if (isRestart) powerOnPartition(platform, target);
      return [];
    },
  };
}

/** Only what the operating system has no say in is immediate: the plug pulled, or a dump taken of it as it stands. */
function isImmediate(parameters: ReadonlyMap<string, string>): boolean {
  const operation = parameters.get('operation') ?? 'shutdown';
  switch (operation) {
    case 'shutdown':
      return parameters.get('immediate') === 'true';
    case 'osshutdown':
      return false;
    case 'dumprestart':
      return true;
    default:
      throw new JobException(`operation ${operation} is not shutdown, osshutdown or dumprestart.`);
  }
}
