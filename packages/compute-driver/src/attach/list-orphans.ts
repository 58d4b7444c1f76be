import { type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findVnic, type HostSnapshot, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { desertedSystem } from '../migrate/deserted-system.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { PartitionRecord } from '../records/partition-record.ts';
import type { VnicKey, VnicRecord } from '../records/vnic-record.ts';

/** Something that has lost its other half: a vNIC that nobody wants any more, or a record of nothing. */
export interface Orphan extends VnicKey {
  readonly kind: /** On a partition that we created. */
    | 'vnic-without-record'
    /** A migration has ended, and it lives on the other system. */
    | 'vnic-left-by-migration'
    | 'record-without-partition'
    /** It is wanted and not there: whoever heals makes it again; whoever deletes the record gives it up. */
    | 'record-without-vnic';
  /** One line for people. */
  readonly why: string;
}

export interface OrphanCase {
  readonly snapshot: HostSnapshot;
  readonly vnics: readonly VnicRecord[];
  readonly partitions: readonly PartitionRecord[];
  readonly migrations: readonly MigrationRecord[];
}

/**
 * What stands alone on a host. What a migration that is under way or has something left to clean accounts for is not
 * among it, nor what is half plugged or unplugged: those have their own ways to an end.
 */
export function listOrphans(given: OrphanCase): readonly Orphan[] {
  const { system } = given.snapshot;
  const busy = given.migrations.filter((migration) => desertedSystem(migration) === undefined);
  const isFree = ({ partition }: VnicKey): boolean =>
    busy.every((migration) => !sameUuid(migration.partition, partition));
  return [...given.snapshot.vnics.flatMap((vnic) => orphanedVnic(given, vnic)), ...orphanedRecords(given)]
    .map((orphan) => ({ ...orphan, system: system.uuid }))
    .filter(isFree);
}

type Found = Omit<Orphan, 'system'>;

function orphanedVnic(
  { snapshot, vnics, partitions, migrations }: OrphanCase,
  { partitionUuid: partition, mac }: VnicSnapshot,
): readonly Found[] {
  if (vnics.some((record) => record.mac === mac && sameUuid(record.partition, partition))) return [];
  const left = migrations.find((migration) =>
    wasLeftBehind(migration, { system: snapshot.system.uuid, partition, mac }),
  );
  if (left !== undefined) {
    const why = `migration ${left.id} is ${left.phase}, and the vNIC lives on the other system`;
    return [{ kind: 'vnic-left-by-migration', partition, mac, why }];
  }
  if (!partitions.some((record) => sameUuid(record.partition, partition))) return [];
  return [
    {
      kind: 'vnic-without-record',
      partition,
      mac,
      why: 'its partition is ours, and nobody has asked for it',
    },
  ];
}

function wasLeftBehind(
  migration: MigrationRecord,
  { system, partition, mac }: { readonly system: SystemUuid } & Pick<VnicKey, 'partition' | 'mac'>,
): boolean {
  const deserted = desertedSystem(migration);
  return (
    deserted !== undefined &&
    sameUuid(deserted, system) &&
    sameUuid(migration.partition, partition) &&
    migration.vnics.some((vnic) => vnic.mac === mac)
  );
}

function orphanedRecords({ snapshot, vnics }: OrphanCase): readonly Found[] {
  return vnics.flatMap(({ state, partition, mac }): readonly Found[] => {
    if (!snapshot.partitions.some(({ uuid }) => sameUuid(uuid, partition))) {
      return [
        { kind: 'record-without-partition', partition, mac, why: 'its partition is not on this system' },
      ];
    }
    if (state !== 'plugged' || findVnic(snapshot.vnics, { partition, mac }) !== undefined) return [];
    return [
      {
        kind: 'record-without-vnic',
        partition,
        mac,
        why: 'it is wanted, and its partition does not have it',
      },
    ];
  });
}
