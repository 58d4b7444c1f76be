import type { ManagedHost, MigrationRecord } from '@powervm-sriov/compute-driver';
import type { ConsoleWork } from '../connection/with-host.ts';
import { selectOne } from '../select/select-one.ts';

/** By its id, or by its partition when one of that is under way. */
export async function selectMigration(
  { hosts, signal }: Pick<ConsoleWork, 'hosts' | 'signal'>,
  wanted: string,
): Promise<MigrationRecord> {
  return selectOne({
    kind: 'migration',
    wanted,
    items: await hosts.listMigrations(signal),
    ways: [
      ({ id }) => id === wanted,
      ({ partitionName, phase }) => partitionName === wanted && !isOver(phase),
      ({ partitionName }) => partitionName === wanted,
    ],
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
