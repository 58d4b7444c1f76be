import type { ManagedHost, MigrationRecord } from '@powervm-sriov/compute-driver';
import type { ConsoleWork } from '../connection/with-host.ts';
import { selectOne } from '../select/select-one.ts';

/** By its id, or by the name of its partition: the one under way, else the last. */
export async function selectMigration(
  { hosts, signal }: Pick<ConsoleWork, 'hosts' | 'signal'>,
  wanted: string,
): Promise<MigrationRecord> {
  const all = await hosts.listMigrations(signal);
  const ofPartition = all.filter(({ partitionName }) => partitionName === wanted);
  const meant = ofPartition.find(({ phase }) => !isOver(phase)) ?? ofPartition.at(-1);
  return selectOne({
    kind: 'migration',
    wanted,
    items: all,
    ways: [({ id }) => id === wanted, (each) => each === meant],
    name: ({ id, partitionName, phase }) => `${id} (${partitionName}, ${phase})`,
  });
}

export async function systemsOf({
  hosts,
  signal,
}: Pick<ConsoleWork, 'hosts' | 'signal'>): Promise<readonly ManagedHost[]> {
  return [...(await hosts.hosts(signal)), ...(await hosts.targets(signal))];
}

/** Nothing of it is left to do. */
export function isOver(phase: MigrationRecord['phase']): boolean {
  return phase === 'done' || phase === 'rolled-back';
}
