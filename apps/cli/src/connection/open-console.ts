import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import type { ConnectedConsole } from './connected-console.ts';
import { type ConnectionOptions, consoleOnly } from './connection-options.ts';

/** Opens the console that the options name. The simulator, and the client, are loaded only when they are needed. */
export async function openConsole(
  options: ConnectionOptions,
  caller: Pick<CommandContext, 'io' | 'command'>,
  signal: AbortSignal,
): Promise<ConnectedConsole> {
  if (!isSimulated(options)) {
    const { openRealConsole } = await import('./open-real-console.ts');
    return openRealConsole(options, caller, signal);
  }
  refuseBoth(options);
  const { openSimulatedConsole } = await import('./open-simulated-console.ts');
  return openSimulatedConsole(options, caller, signal);
}

function isSimulated({ world, recording, state, personality }: ConnectionOptions): boolean {
  return [world, recording, state, personality].some((given) => given !== undefined);
}

function refuseBoth(options: ConnectionOptions): void {
  const given = (Object.keys(consoleOnly) as (keyof typeof consoleOnly)[]).filter(
    (name) => options[name] !== undefined,
  );
  if (given.length === 0) return;
  throw new CommandError(
    'USAGE',
    `${given.map((name) => consoleOnly[name]).join(', ')}: not together with a simulated console`,
    'a command works on a real console or on a simulated one; leave out one of the two',
  );
}
