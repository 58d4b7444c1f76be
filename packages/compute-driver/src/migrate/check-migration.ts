import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationForecast } from '@powervm-sriov/sriov-core';
import { findBegun } from './begin-migration.ts';
import { checkOffer, type DestinationCheck } from './check-destination.ts';
import { checkRebuild, explainDeparture } from './check-rebuild.ts';
import { needSpec } from './cold-migration.ts';
import type { BothSides } from './migration-sides.ts';
import { offerPartition } from './partition-offer.ts';

export interface CheckMigrationRequest extends DestinationCheck {
  readonly kind: 'live' | 'cold';
  readonly partition: PartitionUuid;
}

/**
 * Whether the partition could migrate now, and where its vNICs would go; nothing is changed.
 *
 * @throws HostError MIGRATION_REFUSED whose explanation has every reason, MIGRATION_UNDER_WAY when another one has it.
 */
export async function checkMigration(
  { source, target }: BothSides,
  { kind, partition, ...check }: CheckMigrationRequest,
  signal: AbortSignal,
): Promise<MigrationForecast> {
  await findBegun(target, { id: undefined, kind, partition }, signal);
  const offer = await offerPartition(source, partition, signal);
  if (kind === 'live') return await checkOffer(target, offer, check, signal);
  const { vnics } = offer;
  const { name: from } = offer.side.snapshot.system;
  const spec = needSpec(offer.spec, `partition ${offer.partition.snapshot.name} of ${from}`);
  const reasons = explainDeparture(offer);
  return await checkRebuild(target, { partition, spec, vnics, from, reasons }, signal);
}
