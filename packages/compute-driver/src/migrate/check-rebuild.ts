import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainMigrationObstacle,
  judgeDeparture,
  judgeRebuild,
  type MigrationForecast,
  type MigrationObstacle,
} from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import type { PartitionSpec } from '../records/partition-record.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { forecastRebuild, holdPromisedRoom } from './hold-room.ts';
import type { PartitionOffer } from './partition-offer.ts';
import { readMigrationSide } from './read-migration-side.ts';
import { refuseFor } from './refuse-for.ts';

/** A partition as it is built anew. */
export interface RebuildOrder {
  readonly partition: VnicRecord['partition'];
  readonly spec: PartitionSpec;
  readonly vnics: readonly VnicRecord[];
  /** Of the source, for messages. */
  readonly from: string;
  /** What stands against it on the source, found before. */
  readonly reasons: readonly string[];
}

/**
 * Whether the target could build the partition from what is recorded of it, and where its vNICs would go; nothing is
 * changed.
 *
 * @throws HostError MIGRATION_REFUSED whose explanation has every reason, a line each.
 */
export async function checkRebuild(
  target: ComputeHost,
  { partition, spec, vnics, from, reasons }: RebuildOrder,
  signal: AbortSignal,
): Promise<MigrationForecast> {
  await holdPromisedRoom(target, signal);
  const side = await readMigrationSide(target, signal);
  const forecast = forecastRebuild(target, { partition, vnics });
  const obstacles = judgeRebuild({
    target: side,
    uuid: partition,
    name: spec.name,
    resources: resourcesOf(spec),
    forecast,
    // What would be plugged short would be refused by the plug itself, unless the record says otherwise.
    allowReduced: false,
    slots: vnics,
    maximumVirtualSlots: spec.maximumVirtualSlots,
  });
  const to = side.snapshot.system.name;
  refuseFor(
    [...reasons, ...explainAll(obstacles, { source: from, target: to })],
    `partition ${spec.name} cannot be built on ${to} as it is on ${from}`,
  );
  return forecast;
}

/** What stands against taking a partition down on its source and building it elsewhere, a line each. */
export function explainDeparture({ side, partition, vnics }: PartitionOffer): readonly string[] {
  const { system } = side.snapshot;
  const known = new Set(vnics.map(({ mac }) => mac));
  const foreign = side.snapshot.vnics.filter(
    ({ partitionUuid, mac }) => partitionUuid === partition.snapshot.uuid && !known.has(mac),
  );
  return [
    ...explainAll(judgeDeparture(side, partition), { source: system.name, target: 'the target' }),
    ...foreign.map(
      ({ mac }) =>
        `vNIC ${formatMacAddress(mac)} has no record to be built from; adopt it, or remove it if it is not wanted`,
    ),
  ];
}

function explainAll(
  obstacles: readonly MigrationObstacle[],
  names: Parameters<typeof explainMigrationObstacle>[1],
): readonly string[] {
  return obstacles.flatMap((obstacle) => explainMigrationObstacle(obstacle, names));
}

function resourcesOf({ memory, processors }: PartitionSpec) {
  const { desired } = processors.kind === 'dedicated' ? processors.count : processors.units;
  return { memory: memory.desired, processors: desired };
}
