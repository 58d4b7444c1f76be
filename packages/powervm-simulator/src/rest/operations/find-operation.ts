import type { Platform } from '../../platform/platform.ts';
import { powerOffPartition, powerOnPartition } from '../../platform/set-partition-power.ts';
import type { Operation } from '../jobs.ts';
import type { Resource } from '../resource.ts';
import { ownerSystemOf } from './owner-system-of.ts';
import { runCli } from './run-cli.ts';

/** The operation of this name on this object; undefined when the console has none. */
export function findOperation(platform: Platform, target: Resource, name: string): Operation | undefined {
  switch (`${target.type}/${name}`) {
    case 'LogicalPartition/PowerOn':
      return () => {
        powerOnPartition(platform, powerTarget(platform, target));
        return [];
      };
    case 'LogicalPartition/PowerOff':
      return (parameters) => {
        powerOffPartition(platform, powerTarget(platform, target));
        if (parameters.get('restart') === 'true') powerOnPartition(platform, powerTarget(platform, target));
        return [];
      };
    case 'ManagementConsole/CLIRunner':
      // NovaLink has no CLIRunner (sriov-rules.md [H]).
      if (platform.state.settings.personality === 'novalink') return undefined;
      return (parameters) => [{ name: 'result', value: runCli(platform, parameters) }];
    default:
      return undefined;
  }
}

function powerTarget(platform: Platform, { path, uuid }: Resource) {
  return { system: ownerSystemOf(platform, path).uuid, partition: uuid };
}
