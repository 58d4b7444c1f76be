import { partitionOf, systemOf } from '../locate.ts';
import type { Platform } from '../platform.ts';
import { PlatformRefusal } from '../platform-refusal.ts';
import type { LogicalPartition, ManagedSystem } from '../platform-state.ts';
import { findObstacles, gather, type Journey } from './find-obstacles.ts';
import { type PlacedVnic, placeVnics } from './place-vnics.ts';

/** The VLANs that a client network adapter shall have on the target, by its MAC address. */
export type VlanMapping = { readonly portVlanId: number; readonly taggedVlanIds: string };

export type MigrationRequest = {
  readonly system: string;
  readonly partition: string;
  readonly targetName: string;
  readonly vlanMappings: ReadonlyMap<string, VlanMapping>;
  /** vNICs may arrive with fewer backing devices, though none without any. */
  readonly allowsFewerDevices: boolean;
};

export type ValidMigration = Journey & { readonly vnics: readonly PlacedVnic[] };

/** Answers how the migration will be, or refuses with every reason against it. Changes nothing but a failure that was asked for. */
export function validateMigration(platform: Platform, request: MigrationRequest): ValidMigration {
  const source = systemOf(platform, request.system);
  const partition = partitionOf(source, request.partition);
  const target = platform.state.systems.find(({ name }) => name === request.targetName);
  if (target === undefined || target === source) {
    const reason =
      target === source
        ? `it is on ${source.name} already`
        : `the console knows no system ${JSON.stringify(request.targetName)}`;
    throw refusal(partition, request.targetName, [
      new PlatformRefusal(400, 'SIM-TARGET-SYSTEM', `${reason}.`),
    ]);
  }
  const journey: Journey = { source, target, partition, kind: kindOf(partition) };
  const { vnics, obstacles } = placeVnics(platform, journey, request);
  const against = [
    ...findObstacles(platform, journey),
    ...obstacles,
    ...gather([
      () => checkVlanMappings(partition, request.vlanMappings),
      () => strikeFailure(partition, 'validate'),
    ]),
  ];
  if (against.length > 0) throw refusal(partition, target.name, against);
  return { ...journey, vnics };
}

/** The failure that a test asked for, if this is the point; it strikes once. */
export function strikeFailure(partition: LogicalPartition, at: 'validate' | 'start'): void {
  const failure = partition.migrationFailure;
  if (failure?.at !== at) return;
  delete partition.migrationFailure;
  throw new PlatformRefusal(400, 'SIM-MIGRATION-FAILED', failure.reason);
}

function kindOf({ state }: LogicalPartition): Journey['kind'] {
  return state === 'not activated' || state === 'migrating not active' ? 'inactive' : 'active';
}

function checkVlanMappings(
  { name, clientNetworkAdapters }: LogicalPartition,
  mappings: MigrationRequest['vlanMappings'],
): void {
  const refuse = (words: string): never => {
    throw new PlatformRefusal(400, 'SIM-VLAN-MAPPING', words);
  };
  for (const [mac, { portVlanId, taggedVlanIds }] of mappings) {
    if (!clientNetworkAdapters.some((adapter) => adapter.mac === mac)) {
      refuse(`Partition ${name} has no client network adapter with MAC ${mac}.`);
    }
    const vlans = [portVlanId, ...taggedVlanIds.split(' ').filter(Boolean).map(Number)];
    const strange = vlans.find((vlan) => vlan < 1 || vlan > 4094);
    if (strange !== undefined) refuse(`VLAN ${strange} for MAC ${mac} is not 1 to 4094.`);
  }
}

function refusal(
  { name }: Pick<ManagedSystem, 'name'>,
  target: string,
  reasons: readonly PlatformRefusal[],
): PlatformRefusal {
  const listed = reasons.map(({ message }) => message).join(' ');
  return new PlatformRefusal(
    400,
    'SIM-MIGRATION-REFUSED',
    `Partition ${name} cannot migrate to ${target}: ${listed}`,
  );
}
