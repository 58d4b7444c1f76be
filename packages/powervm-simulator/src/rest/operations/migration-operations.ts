import {
  abortMigration,
  jobKeyOf,
  recoverMigration,
  sidesOf,
} from '../../platform/migration/end-migration.ts';
import { gather } from '../../platform/migration/find-obstacles.ts';
import { startMigration } from '../../platform/migration/start-migration.ts';
import {
  type MigrationRequest,
  type VlanMapping,
  validateMigration,
} from '../../platform/migration/validate-migration.ts';
import type { Platform } from '../../platform/platform.ts';
import { JobException, type LongOperation, type ShortOperation } from '../jobs.ts';

type Target = { readonly system: string; readonly partition: string };
type Parameters = ReadonlyMap<string, string>;

/* Names of parameters from pypowervm tasks/migration.py [R]; those of storage, movers and remote consoles are taken and not used. */

export function validateOperation(platform: Platform, target: Target): ShortOperation {
  return {
    run: (parameters) => {
      validateMigration(platform, readRequest(platform, target, parameters));
      return [];
    },
  };
}

export function migrateOperation(platform: Platform, target: Target): LongOperation {
  return {
    begin: (parameters, end) => {
      startMigration(platform, readRequest(platform, target, parameters));
      const sides = sidesOf(platform, target);
      platform.migrationJobs.set(jobKeyOf(sides), end);
      return {
        progress: () => sides.migration.quarters / 4,
        // What can no longer be stopped goes on.
        cancel: () => void gather([() => abortMigration(platform, target)]),
      };
    },
  };
}

export function abortOperation(platform: Platform, target: Target): ShortOperation {
  return {
    run: () => {
      abortMigration(platform, target);
      return [];
    },
  };
}

export function recoverOperation(platform: Platform, target: Target): ShortOperation {
  return {
    run: (parameters) => {
      recoverMigration(platform, { ...target, force: parameters.get('Force') === 'true' });
      return [];
    },
  };
}

/** As clients write that they know better (pypowervm tasks/migration.py [R]). */
const override = '2';

function readRequest({ state }: Platform, target: Target, parameters: Parameters): MigrationRequest {
  const targetName = parameters.get('TargetManagedSystemName');
  if (targetName === undefined || targetName === '') {
    throw new JobException('TargetManagedSystemName is missing.');
  }
  return {
    ...target,
    targetName,
    vlanMappings: readVlanMappings(parameters.get('VlanMappings') ?? ''),
    allowsFewerDevices: parameters.get(state.settings.vnicRedundancyOverride) === override,
  };
}

/** `MAC/PVID[/VLAN VLAN]`, parted by commas. */
function readVlanMappings(text: string): ReadonlyMap<string, VlanMapping> {
  const entries = text.split(',').filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) => {
      const match = /^([0-9A-F]{12})\/(\d{1,4})(?:\/(\d+(?: \d+)*))?$/i.exec(entry);
      const [, mac = '', portVlanId, taggedVlanIds = ''] = match ?? [];
      if (match === null)
        throw new JobException(`VlanMappings has ${entry}, which is not MAC/PVID[/VLAN VLAN].`);
      return [mac.toUpperCase(), { portVlanId: Number(portVlanId), taggedVlanIds }];
    }),
  );
}
