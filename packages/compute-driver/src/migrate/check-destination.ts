import { type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainMigrationObstacle,
  judgeLiveMigration,
  type MigrationForecast,
  predictMigration,
} from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { heldForOthers, holdPromisedRoom } from './hold-room.ts';
import { offerPartition, type PartitionOffer } from './partition-offer.ts';
import { readMigrationSide } from './read-migration-side.ts';
import { refuseFor } from './refuse-for.ts';

export interface DestinationCheck {
  /** A vNIC with fewer devices than it has is accepted; the migration itself has to be told so, too. */
  readonly allowReduced?: boolean;
  /** Between consoles: asks whether they know each other's keys, and answers what is wrong, or undefined. */
  readonly probeKeys?: (signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * Whether a partition could migrate live to the target, by everything that both systems tell; nothing is changed.
 *
 * @throws HostError MIGRATION_REFUSED whose explanation has every reason, a line each.
 */
export async function checkCanMigrateDestination(
  source: ComputeHost,
  target: ComputeHost,
  { partition, ...check }: DestinationCheck & { readonly partition: PartitionUuid },
  signal: AbortSignal,
): Promise<PartitionOffer> {
  const offer = await offerPartition(source, partition, signal);
  await checkOffer(target, offer, check, signal);
  return offer;
}

/** The same where the source is another agent's, which has handed over its offer. Answers where the vNICs would go. */
export async function checkOffer(
  target: ComputeHost,
  offer: PartitionOffer,
  { allowReduced = false, probeKeys }: DestinationCheck,
  signal: AbortSignal,
): Promise<MigrationForecast> {
  await holdPromisedRoom(target, signal);
  const side = await readMigrationSide(target, signal);
  const keyFault = await probeKeys?.(signal);
  const { side: source, partition } = offer;
  const forecast = forecastOffer(target, offer);
  const obstacles = judgeLiveMigration({ source, target: side, partition, forecast, allowReduced });
  const names = { source: source.snapshot.system.name, target: side.snapshot.system.name };
  refuseFor(
    [
      ...obstacles.flatMap((obstacle) => explainMigrationObstacle(obstacle, names)),
      ...(keyFault === undefined ? [] : [keyFault]),
    ],
    `partition ${partition.snapshot.name} cannot migrate live from ${names.source} to ${names.target}`,
  );
  return forecast;
}

/** Where the vNICs of the offer would go on the target as it is known now. */
export function forecastOffer(
  target: ComputeHost,
  { side, partition: { snapshot } }: PartitionOffer,
): MigrationForecast {
  const partitionUuid = snapshot.uuid;
  const own = side.snapshot.vnics.filter((vnic) => sameUuid(vnic.partitionUuid, partitionUuid));
  return predictMigration({
    source: side.snapshot,
    partitionUuid,
    target: target.host.snapshot(),
    reservations: heldForOthers(target, own),
    cordons: target.host.cordons(),
    ...target.host.placement,
  });
}
