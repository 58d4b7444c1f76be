import type { HostReading, ManagedHosts } from '@powervm-sriov/compute-driver';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { openScreen, type Screen } from '../render/screen.ts';
import { selectSystem } from '../select/select-system.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { openConsole } from './open-console.ts';

/** A console while a command works with it. */
export interface ConsoleWork {
  readonly hosts: ManagedHosts;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly managedSystem: string | undefined;
}

/** The same for one managed system of it. */
export interface HostWork extends ConsoleWork {
  /** Names the system to {@link ManagedHosts}. */
  readonly host: string;
  /** Reads the system, by default until Ctrl-C. */
  read(signal?: AbortSignal): Promise<HostReading>;
  snapshot(): Promise<HostSnapshot>;
}

/** Opens the console, says so where it is simulated, does the work and closes it again. */
export async function withConsole(
  context: CommandContext,
  options: ConnectionOptions,
  work: (console: ConsoleWork) => Promise<void>,
): Promise<void> {
  const { io } = context;
  const signal = io.interrupted;
  const console = await openConsole(options, context, signal);
  try {
    if (console.simulated !== undefined) io.stderr.write(`SIMULATED: ${console.simulated}\n`);
    const { hosts, managedSystem, simulated } = console;
    const screen = openScreen(io, simulated !== undefined);
    await work({ hosts, managedSystem, screen, signal });
  } finally {
    await console.close();
  }
}

export interface HostOptions extends ConnectionOptions {
  readonly managedSystem?: string | undefined;
}

/** The same, with the managed system that `-m` names, or the hosts file, or that is the only one. */
export function withHost(
  context: CommandContext,
  options: HostOptions,
  work: (host: HostWork) => Promise<void>,
): Promise<void> {
  return withConsole(context, options, async (console) => {
    const { hosts, signal } = console;
    const host = await selectSystem(hosts, options.managedSystem ?? console.managedSystem, signal);
    const read = (until = signal): Promise<HostReading> => hosts.view(host, until);
    await work({ ...console, host, read, snapshot: async () => (await read()).snapshot });
  });
}
