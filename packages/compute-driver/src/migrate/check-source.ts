import { closeVterm } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainMigrationObstacle, judgeSource } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { offerPartition, type PartitionOffer } from './partition-offer.ts';
import { refuseFor } from './refuse-for.ts';

/**
 * Whether the source lets the partition go, as far as the source alone can tell, and its virtual terminal closed, which
 * would stop the migration (nova-powervm live_migration.py [R]). Answers what the target has to know.
 *
 * @throws HostError MIGRATION_REFUSED whose explanation has every reason.
 */
export async function checkSource(
  source: ComputeHost,
  partition: PartitionUuid,
  signal: AbortSignal,
): Promise<PartitionOffer> {
  const { session, system } = source.host;
  const offer = await offerPartition(source, partition, signal);
  const { name } = offer.side.snapshot.system;
  const obstacles = judgeSource(offer.side, offer.partition);
  refuseFor(
    obstacles.flatMap((obstacle) =>
      explainMigrationObstacle(obstacle, { source: name, target: 'the target' }),
    ),
    `partition ${offer.partition.snapshot.name} cannot leave ${name}`,
  );
  await closeVterm(session, { system, partition }, signal);
  return offer;
}
