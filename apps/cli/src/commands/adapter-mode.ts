import type { ModeChange } from '@powervm-sriov/compute-driver';
import { CommandError } from '../command-error.ts';

export type AdapterMode = ModeChange['mode'];

const modes: readonly AdapterMode[] = ['Sriov', 'Dedicated', 'ForceDedicated'];

/** @throws CommandError USAGE naming the modes. */
export function parseAdapterMode(text: string): AdapterMode {
  const found = modes.find((mode) => mode.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new CommandError(
    'USAGE',
    `there is no adapter mode ${JSON.stringify(text)}`,
    `modes: ${modes.join(', ')}`,
  );
}
