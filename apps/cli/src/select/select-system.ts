import type { ManagedHosts } from '@powervm-sriov/compute-driver';
import { CommandError } from '../command-error.ts';
import { selectOne } from './select-one.ts';

/** The managed system that is meant, as a name for {@link ManagedHosts}; where a console has but one, it need not be named. */
export async function selectSystem(
  hosts: ManagedHosts,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const systems = await hosts.hosts(signal);
  if (wanted !== undefined) {
    return selectOne({
      kind: 'managed system',
      wanted,
      items: systems,
      ways: [
        ({ name }) => name === wanted,
        ({ uuid }) => uuid.toLowerCase() === wanted.toLowerCase(),
        ({ machine }) => machine === wanted,
      ],
      name: ({ name }) => name,
    }).uuid;
  }
  const [only, ...others] = systems;
  if (only !== undefined && others.length === 0) return only.uuid;
  throw new CommandError(
    'USAGE',
    `the console manages ${systems.length} systems; say which: -m NAME`,
    `there are: ${systems.map(({ name }) => name).join(', ') || 'none'}`,
  );
}
