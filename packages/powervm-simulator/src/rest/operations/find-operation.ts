import type { Platform } from '../../platform/platform.ts';
import { closeVterm } from '../../platform/set-partition-conditions.ts';
import type { Operation } from '../jobs.ts';
import type { Resource } from '../resource.ts';
import {
  abortOperation,
  migrateOperation,
  recoverOperation,
  validateOperation,
} from './migration-operations.ts';
import { ownerSystemOf } from './owner-system-of.ts';
import { powerOffOperation, powerOnOperation } from './power-operations.ts';
import { runCli } from './run-cli.ts';

/** The operation of this name on this object; undefined when the console has none. */
export function findOperation(platform: Platform, target: Resource, name: string): Operation | undefined {
  switch (`${target.type}/${name}`) {
    case 'LogicalPartition/PowerOn':
      return powerOnOperation(platform, partitionTarget(platform, target));
    case 'LogicalPartition/PowerOff':
      return powerOffOperation(platform, partitionTarget(platform, target));
    case 'LogicalPartition/MigrateValidate':
      return validateOperation(platform, partitionTarget(platform, target));
    case 'LogicalPartition/Migrate':
      return migrateOperation(platform, partitionTarget(platform, target));
    case 'LogicalPartition/MigrateAbort':
      return abortOperation(platform, partitionTarget(platform, target));
    case 'LogicalPartition/MigrateRecover':
      return recoverOperation(platform, partitionTarget(platform, target));
    case 'LogicalPartition/CloseVterm':
      return {
        run: () => {
          closeVterm(platform, partitionTarget(platform, target));
          return [];
        },
      };
    case 'ManagementConsole/CLIRunner':
      // NovaLink has no CLIRunner (sriov-rules.md [H]).
      if (platform.state.settings.personality === 'novalink') return undefined;
      return { run: (parameters) => [{ name: 'result', value: runCli(platform, parameters) }] };
    default:
      return undefined;
  }
}

function partitionTarget(platform: Platform, { path, uuid }: Resource) {
  return { system: ownerSystemOf(platform, path).uuid, partition: uuid };
}
